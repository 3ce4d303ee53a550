package io.github.qisaws.scan;

/**
 * A finding of a linter.
 *
 * @param check the linter's name for it
 * @param subject what it was found in, then the linter's words
 */
record Linted(String check, String subject) {
    boolean acceptedBy(Iterable<Accepted> rows) {
        for (Accepted row : rows) {
            if (row.covers(check, subject)) {
                return true;
            }
        }
        return false;
    }
}
