package io.github.qisaws.permissions;

import io.github.qisaws.synth.StableJson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A statement of an IAM policy.
 *
 * @param condition operators with keys and values; empty: none
 */
public record Statement(
        String effect, List<String> actions, List<String> resources, Map<String, Map<String, Object>> condition) {
    public Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        condition = new TreeMap<>(condition);
    }

    static Statement allow(Collection<String> actions, Collection<String> resources) {
        return new Statement("Allow", List.copyOf(actions), List.copyOf(resources), Map.of());
    }

    static Statement deny(Collection<String> actions, Collection<String> resources) {
        return new Statement("Deny", List.copyOf(actions), List.copyOf(resources), Map.of());
    }

    Statement when(String operator, String key, Object value) {
        Map<String, Map<String, Object>> more = new TreeMap<>(condition);
        more.computeIfAbsent(operator, each -> new TreeMap<>()).put(key, value);
        return new Statement(effect, actions, resources, more);
    }

    Statement with(List<String> others) {
        return new Statement(effect, others, resources, condition);
    }

    boolean allows() {
        return effect.equals("Allow");
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new TreeMap<>(Map.of("Effect", effect, "Action", actions, "Resource", resources));
        if (!condition.isEmpty()) {
            json.put("Condition", condition);
        }
        return json;
    }

    /** The policy with these statements. */
    static Map<String, Object> policy(List<Statement> statements) {
        return Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                statements.stream().map(Statement::json).toList());
    }

    /** The policy with these statements, as JSON. */
    public static String document(List<Statement> statements) {
        return StableJson.write(policy(statements));
    }
}
