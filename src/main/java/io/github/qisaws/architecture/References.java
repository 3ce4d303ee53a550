package io.github.qisaws.architecture;

/**
 * A list of things of one kind, such as subnets, that Terraform knows.
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

    /** A list of the one at that position. */
    References<T> only(int index) {
        return new References<>("[" + path + "[" + index + "]]");
    }

    /** These and others, each once. */
    References<T> and(References<T> others) {
        return new References<>("distinct(concat(" + path + ", " + others.path() + "))");
    }

    String joined(String separator) {
        return "${join(\"" + separator + "\", " + path + ")}";
    }
}
