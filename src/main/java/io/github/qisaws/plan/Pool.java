package io.github.qisaws.plan;

import java.util.HashMap;
import java.util.Map;

/** Keeps one copy of texts that a plan repeats thousands of times: paths, types, short values. */
final class Pool {
    private static final int LONGEST = 80;

    private final Map<String, String> texts = new HashMap<>();
    private final Map<Value, Value> values = new HashMap<>();

    String text(String text) {
        return text.length() > LONGEST ? text : texts.computeIfAbsent(text, same -> same);
    }

    Value value(Value value) {
        return value.text().length() > LONGEST ? value : values.computeIfAbsent(value, same -> same);
    }
}
