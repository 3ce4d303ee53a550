package io.github.qisaws.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a smoke run did, step by step, and what was different from the emulator. */
public final class SmokeReport {
    private final String title;
    private final List<Step> steps = new ArrayList<>();

    /**
     * An empty report.
     *
     * @param title environment, account, region, and versions
     */
    SmokeReport(String title) {
        this.title = title;
    }

    /**
     * A step.
     *
     * @param words what happened
     * @param differences what is different on the emulator, where each step succeeds without any
     */
    record Step(String name, Duration took, String words, List<String> differences) {
        Step {
            differences = List.copyOf(differences);
        }
    }

    void add(Step step) {
        steps.add(step);
    }

    /** Whether the account behaved as the emulator does. */
    public boolean isClean() {
        return steps.stream().allMatch(step -> step.differences().isEmpty());
    }

    /** The number of differences. */
    public int differences() {
        return steps.stream().mapToInt(step -> step.differences().size()).sum();
    }

    /** The report in Markdown. */
    public String markdown() {
        StringBuilder text =
                new StringBuilder("# Smoke run: " + title + "\n\n| step | seconds | result |\n|---|---|---|\n");
        steps.forEach(step -> text.append(
                "| %s | %d | %s |%n".formatted(step.name(), step.took().toSeconds(), cell(step.words()))));
        text.append("\n## Different from the emulator\n");
        steps.stream().filter(step -> !step.differences().isEmpty()).forEach(step -> text.append("\n**")
                .append(step.name())
                .append("**\n\n```\n")
                .append(String.join("\n", step.differences()))
                .append("\n```\n"));
        return text.append(isClean() ? "\nNothing.\n" : "").toString();
    }

    private static String cell(String words) {
        return words.lines().findFirst().orElse("").replace("|", "\\|");
    }
}
