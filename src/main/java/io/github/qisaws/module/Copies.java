package io.github.qisaws.module;

/** Copies of data side by side: {@code original}, and {@code r1}, {@code r2}, … from restores. */
final class Copies {
    /** Part of a name, empty for the original. */
    static final String SUFFIX = "${each.key == \"original\" ? \"\" : \"-${each.key}\"}";

    /** The number of a copy, as an expression. */
    static final String NUMBER = "try(tonumber(trimprefix(each.key, \"r\")), 0)";

    private Copies() {}
}
