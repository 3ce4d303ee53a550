package io.github.qisaws.architecture;

/**
 * The ID, ARN, or name of a resource: a known value or a Terraform reference.
 *
 * @param text the value itself, or a Terraform reference within <code>${}</code>
 */
@SuppressWarnings("UnusedTypeParameter") // The kind is there for the compiler alone.
record Reference<T extends Kind>(String text) {
    static <T extends Kind> Reference<T> to(String path) {
        return new Reference<>("${" + path + "}");
    }
}
