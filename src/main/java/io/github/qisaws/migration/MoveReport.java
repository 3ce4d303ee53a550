package io.github.qisaws.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.qisaws.text.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a move did, or a rehearsal found.
 *
 * @param mode how far to go: move, stage-only, or rehearsal
 * @param manifest SHA-256 checksum of the manifest, which identifies the move
 * @param server EC2 instance ID of the server that loads
 * @param secretKey {@code replaced}, {@code unchanged}, or {@code not-given}
 * @param restarted web servers on which QIS was started again
 * @param report of the server about the import or its check; null if it was not asked
 */
public record MoveReport(
        String environment,
        String mode,
        String bucket,
        String manifest,
        String server,
        Staged staged,
        List<String> leftOut,
        String secretKey,
        List<String> restarted,
        JsonNode report) {

    /** Files of the move, and those that were uploaded in this run; in a rehearsal, those that would be. */
    public record Staged(long files, long bytes, long uploaded, long uploadedBytes) {}

    static MoveReport of(String environment, String mode, Staging.Plan plan, String server) {
        return new MoveReport(
                environment,
                mode,
                plan.bucket(),
                plan.manifest().sha256(),
                server,
                new Staged(plan.files(), plan.bytes(), plan.missing().size(), plan.missingBytes()),
                plan.leftOut(),
                "not-given",
                List.of(),
                NullNode.getInstance());
    }

    MoveReport withSecretKey(String outcome) {
        return new MoveReport(environment, mode, bucket, manifest, server, staged, leftOut, outcome, restarted, report);
    }

    MoveReport withRestarted(List<String> servers) {
        return new MoveReport(environment, mode, bucket, manifest, server, staged, leftOut, secretKey, servers, report);
    }

    MoveReport withReport(JsonNode found) {
        return new MoveReport(
                environment, mode, bucket, manifest, server, staged, leftOut, secretKey, restarted, found);
    }

    /** For a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String verb = mode.equals("rehearsal") ? "To upload: " : "Uploaded: ";
        lines.add(verb + staged.uploaded() + " of " + staged.files() + " files (" + Size.of(staged.uploadedBytes())
                + " of " + Size.of(staged.bytes()) + ") to " + bucket + ".");
        if (!leftOut.isEmpty()) {
            lines.add("Left out, because QIS creates them itself: " + String.join(", ", leftOut) + ".");
        }
        Optional.of(secretKey)
                .filter(outcome -> !outcome.equals("not-given"))
                .ifPresent(outcome -> lines.add("Secret key: " + outcome + "."));
        if (mode.equals("rehearsal")) {
            lines.add(
                    report instanceof NullNode || report instanceof MissingNode
                            ? "The server was not asked, because the staging bucket does not hold these files yet. To"
                                    + " upload them without an import, use --stage-only."
                            : "The server's check: " + report);
        } else {
            lines.addAll(new ImportStatus(report).lines());
        }
        if (!restarted.isEmpty()) {
            lines.add("Restarted QIS on " + String.join(", ", restarted) + ".");
        }
        return lines;
    }
}
