package io.github.qisaws.plan;

import java.util.List;
import java.util.Map;

/** What is to be done with one resource; a list of actions that is not known stays visible as {@link #UNKNOWN}. */
public enum Action {
    NO_OP("stays", "="),
    READ("is read", "<"),
    CREATE("is created", "+"),
    UPDATE("is changed in place", "~"),
    REPLACE("is replaced: destroyed, then created anew", "-/+"),
    REPLACE_CREATING_FIRST("is replaced: created anew, then destroyed", "+/-"),
    DELETE("is destroyed", "-"),
    FORGET("is forgotten: it stays in AWS, Terraform no longer knows it", "."),
    REPLACE_FORGETTING("is created anew; the old one stays in AWS, forgotten", "./+"),
    UNKNOWN("has an action that qis-aws does not know", "?");

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

    /** Terraform's list of actions as one value. */
    public static Action of(List<String> names) {
        return BY_NAMES.getOrDefault(names, UNKNOWN);
    }

    /** What happens, as the rest of a sentence whose subject is the resource. */
    public String words() {
        return words;
    }

    /** A sign of at most three characters, for lists. */
    public String sign() {
        return sign;
    }

    public boolean isReplacement() {
        return this == REPLACE || this == REPLACE_CREATING_FIRST || this == REPLACE_FORGETTING;
    }

    /**
     * How many steps of an apply the engine reports as complete: both of a replacement, but neither what changes the state
     * alone, which it does without a word, nor a read, which changes nothing.
     */
    public int steps() {
        return switch (this) {
            case NO_OP, READ, FORGET -> 0;
            case CREATE, UPDATE, DELETE, REPLACE_FORGETTING, UNKNOWN -> 1;
            case REPLACE, REPLACE_CREATING_FIRST -> 2;
        };
    }

    /** Whether the object that exists now is destroyed. */
    public boolean destroys() {
        return this == DELETE || this == REPLACE || this == REPLACE_CREATING_FIRST;
    }

    /** Whether Terraform no longer manages the object that exists now. */
    public boolean forgets() {
        return this == FORGET || this == REPLACE_FORGETTING;
    }

    /** Whether anything happens to the real resource or to what Terraform knows of it. */
    public boolean changesSomething() {
        return this != NO_OP && this != READ;
    }
}
