package io.github.qisaws.preflight;

import io.github.qisaws.environment.schema.SourceMap;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.Level;
import io.github.qisaws.review.guard.RuleName;

/**
 * Something in AWS that stops an apply, or may stop it.
 *
 * @param address of the resource; empty if it concerns several
 * @param key the key of the environment file that decides it; empty if the environment's name decides it, or this
 *     machine
 * @param why the fact, as a full sentence
 * @param fix what to do, as an imperative sentence
 */
record Obstacle(RuleName rule, Level level, String address, String key, String why, String fix) {
    /** The apply fails. */
    static Obstacle blocks(RuleName rule, String key, String why, String fix) {
        return new Obstacle(rule, Level.BLOCK, "", key, why, fix);
    }

    /** The apply may fail. */
    static Obstacle warns(RuleName rule, String key, String why, String fix) {
        return new Obstacle(rule, Level.WARN, "", key, why, fix);
    }

    /** This obstacle, of one resource. */
    Obstacle at(String resource) {
        return new Obstacle(rule, level, resource, key, why, fix);
    }

    /** This obstacle as a warning. */
    Obstacle asWarning() {
        return new Obstacle(rule, Level.WARN, address, key, why, fix);
    }

    /** As a finding of a review, with the line of the environment file. */
    Finding finding(SourceMap sources) {
        String words = key.isEmpty() ? sources.reference(key) + ": " + why : sources.line(key, why);
        return Finding.of(rule, level, address, words, fix);
    }
}
