package io.github.qisaws.architecture;

/**
 * A Terraform reference to a list of resources of one kind, such as subnets.
 *
 * @param path a Terraform reference without <code>${}</code>
 */
@SuppressWarnings("UnusedTypeParameter") // The kind is there for the compiler alone.
record References<T extends Kind>(String path) {
    String text() {
        return "${" + path + "}";
    }

    Reference<T> element(int index) {
        return Reference.to(path + "[" + index + "]");
    }

    /** A list of only the element at a position. */
    References<T> only(int index) {
        return new References<>("[" + path + "[" + index + "]]");
    }

    /** The union of both lists, without duplicates. */
    References<T> and(References<T> others) {
        return new References<>("distinct(concat(" + path + ", " + others.path() + "))");
    }

    String joined(String separator) {
        return "${join(\"" + separator + "\", " + path + ")}";
    }
}
