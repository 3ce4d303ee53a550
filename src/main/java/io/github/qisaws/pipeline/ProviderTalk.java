package io.github.qisaws.pipeline;

import io.github.qisaws.synth.Versions;
import io.github.qisaws.terraform.ProviderChoice.Reason;
import io.github.qisaws.terraform.ProviderChoice.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words about the AWS provider version that an init used. */
final class ProviderTalk {
    private static final String NOT_TESTED = " was not tested with this release of qis-aws";

    private ProviderTalk() {}

    /**
     * The lines to print; none if the lock file selects a tested version.
     *
     * @param committed the lock file that the user commits; empty for scratch folders
     */
    static List<String> lines(Selection selection, Optional<Path> committed) {
        if (selection.reason() == Reason.LOCK_FILE) {
            return selection.tested()
                    ? List.of()
                    : List.of(
                            "The lock file selects AWS provider " + selection.version() + ", which" + NOT_TESTED + ".");
        }
        List<String> lines = new ArrayList<>();
        lines.add(selected(selection)
                + committed.map(file -> " Commit " + file + ".").orElse(""));
        selection
                .newer()
                .map(newer -> "AWS provider " + newer + " exists, but it" + NOT_TESTED + "."
                        + committed
                                .map(file ->
                                        " To use it, delete " + file + " and pass --provider-version " + newer + ".")
                                .orElse(""))
                .ifPresent(lines::add);
        return lines;
    }

    private static String selected(Selection selection) {
        String version = "Selected AWS provider " + selection.version();
        return switch (selection.reason()) {
            case NEWEST_TESTED -> version + ", the newest tested version.";
            case NEWEST_TESTED_AVAILABLE -> version + ", the newest tested version available.";
            case NONE_TESTED_AVAILABLE ->
                version + ". No tested version (" + String.join(", ", Versions.TESTED_AWS)
                        + ") is available; this version" + NOT_TESTED + ".";
            case REQUESTED, LOCK_FILE ->
                version + " as requested." + (selection.tested() ? "" : " This version" + NOT_TESTED + ".");
        };
    }
}
