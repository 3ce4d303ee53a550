package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Member;
import io.github.qisaws.environment.schema.Mistakes;
import io.github.qisaws.environment.schema.SourceMap;

/** Notes what is wrong with values that are each well-formed, at the place of the one to change. */
record Findings(SourceMap sources, Mistakes mistakes) {

    void add(Member member, String message) {
        add(member.path(), message);
    }

    void add(String path, String message) {
        mistakes.add(sources.sourceOf(path), path, message);
    }
}
