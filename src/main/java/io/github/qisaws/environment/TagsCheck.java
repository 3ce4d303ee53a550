package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Rejects tag names that differ only in case, which IAM treats as duplicates. */
final class TagsCheck implements ValueCheck {

    @Override
    public void judge(Values values, Findings findings) {
        Map<String, String> seen = new HashMap<>();
        values.find(Keys.TAGS).ifPresent(tags -> tags.keySet().forEach(name -> {
            String first = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (first != null) {
                String wrong = "differs from tag " + first + " only in case, which IAM rejects";
                findings.add(Keys.TAGS.path() + "." + name, Message.of(wrong, "keep one of the two"));
            }
        }));
    }
}
