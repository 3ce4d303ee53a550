package io.github.qisaws.review.guard;

import java.util.stream.Stream;

/** One judgement; it may report under several names that belong together. */
interface Rule {
    Stream<Finding> judge(Case subject);
}
