package io.github.qisaws.plan;

import java.util.List;
import java.util.Map;

/** The planned action for one resource. An unrecognized list of actions becomes {@link #UNKNOWN}, not a no-op. */
public enum Action {
    NO_OP("will not change", "="),
    READ("will be read", "<"),
    CREATE("will be created", "+"),
    UPDATE("will be updated in place", "~"),
    REPLACE("will be replaced (destroy, then create)", "-/+"),
    REPLACE_CREATING_FIRST("will be replaced (create, then destroy)", "+/-"),
    DELETE("will be destroyed", "-"),
    FORGET("will be removed from state without being destroyed", "."),
    REPLACE_FORGETTING(
            "will be created; the existing object will be removed from state without being destroyed", "./+"),
    UNKNOWN("has an action that qis-aws does not recognize", "?");

    private static final Map<List<String>, Action> BY_NAMES = Map.of(
            List.of("no-op"), NO_OP,
            List.of("read"), READ,
            List.of("create"), CREATE,
            List.of("update"), UPDATE,
            List.of("delete", "create"), REPLACE,
            List.of("create", "delete"), REPLACE_CREATING_FIRST,
            List.of("delete"), DELETE,
            List.of("forget"), FORGET,
            List.of("create", "forget"), REPLACE_FORGETTING,
            List.of("forget", "create"), REPLACE_FORGETTING);

    private final String words;
    private final String sign;

    Action(String words, String sign) {
        this.words = words;
        this.sign = sign;
    }

    /** The action for Terraform's list of action names. */
    public static Action of(List<String> names) {
        return BY_NAMES.getOrDefault(names, UNKNOWN);
    }

    /** The predicate of a sentence whose subject is the resource, such as {@code will be created}. */
    public String words() {
        return words;
    }

    /** Terraform's symbol for the action, at most three characters. */
    public String sign() {
        return sign;
    }

    public boolean isReplacement() {
        return this == REPLACE || this == REPLACE_CREATING_FIRST || this == REPLACE_FORGETTING;
    }

    /**
     * Number of apply steps that Terraform reports as complete: two for a replacement, none for an action that changes
     * only the state, and none for a read.
     */
    public int steps() {
        return switch (this) {
            case NO_OP, READ, FORGET -> 0;
            case CREATE, UPDATE, DELETE, REPLACE_FORGETTING, UNKNOWN -> 1;
            case REPLACE, REPLACE_CREATING_FIRST -> 2;
        };
    }

    /** Whether the existing object will be destroyed. */
    public boolean destroys() {
        return this == DELETE || this == REPLACE || this == REPLACE_CREATING_FIRST;
    }

    /** Whether the existing object will be removed from state without being destroyed. */
    public boolean forgets() {
        return this == FORGET || this == REPLACE_FORGETTING;
    }

    /** Whether Terraform manages the existing object no longer: it will be destroyed, or removed from state. */
    public boolean removes() {
        return destroys() || forgets();
    }

    /** Whether the action changes the resource in AWS or its management by Terraform. */
    public boolean changesSomething() {
        return this != NO_OP && this != READ;
    }
}
