package io.github.qisaws.workspace;

import io.github.qisaws.synth.Versions;
import io.github.qisaws.terraform.ProviderChoice.Reason;
import io.github.qisaws.terraform.ProviderChoice.Selection;
import io.github.qisaws.terraform.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages about the AWS provider version that init selected.
 *
 * @param file the lock file that selects the version
 * @param committed whether the user commits that file; otherwise it belongs to qis-aws
 * @param source where init searched for the provider
 */
record ProviderNotes(Path file, boolean committed, String source) {
    private static final String NOT_TESTED = " was not tested with this release of qis-aws";

    /** The lines to print; none if the lock file selects a tested version. */
    List<String> lines(Selection selection) {
        List<String> lines = new ArrayList<>();
        if (selection.reason() != Reason.LOCK_FILE) {
            lines.add(selected(selection) + (committed ? " Commit " + file + "." : ""));
        } else if (!selection.tested()) {
            lines.add(file + " selects AWS provider " + selection.version() + ", which" + NOT_TESTED + ".");
        }
        if (Tools.PROVIDERS.hasKnownFaults(selection.version())) {
            lines.add("AWS provider " + selection.version() + " has known faults with these modules; use "
                    + Tools.PROVIDERS.withoutKnownFaults() + " (see src/docs/provider-6.md).");
        }
        selection.newer().map(this::newer).ifPresent(lines::add);
        return lines;
    }

    private String newer(Version newer) {
        return "AWS provider " + newer + " exists, but" + NOT_TESTED + ". To use it anyway, "
                + (committed ? "delete the entry for hashicorp/aws in " + file + " and " : "")
                + "rerun with --provider-version " + newer + ".";
    }

    private String selected(Selection selection) {
        String version = "Selected AWS provider " + selection.version();
        String untested = selection.tested() ? "" : " This version" + NOT_TESTED + ".";
        String tested = String.join(", ", Versions.TESTED_AWS);
        return switch (selection.reason()) {
            case NEWEST_TESTED -> version + ", the newest tested version.";
            case NEWEST_TESTED_AVAILABLE ->
                version + ". The newest tested version, " + Versions.TESTED_AWS.get(0) + ", is not available from "
                        + source + ".";
            case NONE_TESTED_AVAILABLE ->
                version + ". No tested version (" + tested + ") is available from " + source + "." + untested;
            case CONSTRAINED ->
                version + ". The tested versions (" + tested + ") do not all match the version constraint in the"
                        + " configuration." + untested;
            case REQUESTED, LOCK_FILE -> version + " as requested." + untested;
        };
    }
}
