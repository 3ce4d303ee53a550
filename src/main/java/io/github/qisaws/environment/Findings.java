package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Member;
import io.github.qisaws.environment.schema.Mistakes;
import io.github.qisaws.environment.schema.SourceMap;

/** Collects mistakes in combinations of valid values; each is reported at the value to change. */
record Findings(SourceMap sources, Mistakes mistakes) {

    void add(Member member, String message) {
        add(member.path(), message);
    }

    void add(String path, String message) {
        mistakes.add(sources.sourceOf(path), path, message);
    }
}
