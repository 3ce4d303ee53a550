package io.github.qisaws.metrics;

/** An expression whose form AWS's user guide does not have, so that nobody can say what it gives. */
final class NotDocumented extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotDocumented(String form) {
        super("not documented by AWS: " + form);
    }
}
