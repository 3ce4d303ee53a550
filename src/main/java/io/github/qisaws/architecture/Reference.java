package io.github.qisaws.architecture;

/**
 * One thing of a kind, such as a VPC, whose id, ARN or name is known or is told by Terraform.
 *
 * @param text the value itself, or a Terraform reference within <code>${}</code>
 */
@SuppressWarnings("UnusedTypeParameter") // The kind is there for the compiler alone.
record Reference<T extends Kind>(String text) {
    static <T extends Kind> Reference<T> to(String path) {
        return new Reference<>("${" + path + "}");
    }
}
