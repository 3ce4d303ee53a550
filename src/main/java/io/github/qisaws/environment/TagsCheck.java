package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** IAM takes tag names that differ only in case for the same one and refuses the second. */
final class TagsCheck implements ValueCheck {

    @Override
    public void judge(Values values, Findings findings) {
        Map<String, String> seen = new HashMap<>();
        values.find(Keys.TAGS).ifPresent(tags -> tags.keySet().forEach(name -> {
            String first = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (first != null) {
                String wrong = "differs from the tag " + first + " only in case, which IAM refuses";
                findings.add(Keys.TAGS.path() + "." + name, Message.of(wrong, "keep one of the two"));
            }
        }));
    }
}
