package io.github.qisaws.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Paths of the attributes that force a replacement, in the spelling of {@link Attribute#path}. */
final class ReplacePaths {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private final Set<String> starts = new LinkedHashSet<>();

    /** Reads Terraform's {@code replace_paths}: lists of attribute names, keys, and positions. */
    static ReplacePaths of(JsonNode paths) {
        ReplacePaths all = new ReplacePaths();
        for (JsonNode path : paths) {
            String text = "";
            for (JsonNode step : path) {
                text = step.isNumber() ? text + "[" + step.asText() + "]" : member(text, step.asText());
            }
            all.starts.add(text);
        }
        return all;
    }

    /** The path of a member; a key that is no plain name stands in brackets and quotes. */
    static String member(String path, String name) {
        if (!PLAIN_KEY.matcher(name).matches()) {
            return path + "[\"" + name + "\"]";
        }
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Notes that an element is shown at its new position; Terraform's paths have the old one. */
    void shownAt(String list, int before, int shown) {
        String old = list + "[" + before + "]";
        String fresh = list + "[" + shown + "]";
        Set<String> more = new LinkedHashSet<>();
        starts.stream()
                .filter(start -> isWithin(start, old))
                .forEach(start -> more.add(fresh + start.substring(old.length())));
        starts.addAll(more);
    }

    boolean force(String path) {
        return starts.stream().anyMatch(start -> isWithin(path, start));
    }

    private static boolean isWithin(String path, String start) {
        if (!path.startsWith(start)) {
            return false;
        }
        return path.length() == start.length()
                || path.charAt(start.length()) == '.'
                || path.charAt(start.length()) == '[';
    }
}
