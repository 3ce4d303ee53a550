package io.github.qisaws.review.guard;

import java.util.stream.Stream;

/** Evaluates one kind of danger; its findings can have several rule names. */
interface Rule {
    Stream<Finding> judge(Case subject);
}
