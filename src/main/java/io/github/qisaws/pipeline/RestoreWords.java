package io.github.qisaws.pipeline;

import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.pipeline.Restore.Present;
import io.github.qisaws.restore.Chosen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What each step of a restore means for the user. */
final class RestoreWords {
    private RestoreWords() {}

    static List<String> beside(Present present, Chosen chosen) {
        List<String> lines = new ArrayList<>();
        chosen.snapshots()
                .forEach((content, snapshot) -> lines.add("Copy of the " + content + " of " + snapshot.made()
                        + ", from " + snapshot.id() + ", " + snapshot.gib() + " GiB."));
        lines.add(apart(chosen));
        if (present.copies().stream()
                .anyMatch(each -> each.onEfs() && chosen.snapshots().containsKey(each.content()))) {
            lines.add("AWS Backup fills the new file system after the apply. For some TiB, this takes hours.");
        }
        lines.add("The site keeps the data that it uses. Until one of the two is removed, you pay for both.");
        return lines;
    }

    private static String apart(Chosen chosen) {
        if (chosen.snapshots().size() < 2) {
            return "Only the " + chosen.snapshots().keySet().iterator().next()
                    + " are restored, so records and image files may not match.";
        }
        Duration apart = chosen.apart();
        return apart.isZero()
                ? "Both snapshots are of one moment, so records and image files match."
                : "The snapshots are " + Math.max(1, apart.toSeconds()) + " s apart: images that were added in between"
                        + " may be files without a record, or records without a file.";
    }

    static List<String> besideNow(String name, List<Copies> copies) {
        List<String> lines = new ArrayList<>();
        copies.stream().flatMap(each -> each.beside().stream()).distinct().forEach(copy -> {
            lines.add("The copy " + copy + " is beside the data in use, which still serves.");
            lines.add("To use it: qis-aws restore " + name + " --switch " + copy + ".");
            lines.add("To drop it: qis-aws restore " + name + " --remove " + copy + ".");
        });
        lines.add("Commit the environment file and its main.tf.json.");
        return lines;
    }

    static List<String> switching(Environment environment, List<Copies> wanted, String copy) {
        boolean onVolumes = wanted.stream().anyMatch(Copies::onVolumes);
        return List.of(
                !onVolumes
                        ? "The web servers are replaced by servers that use " + copy
                                + ". Until the last one is replaced, some use the old data: what is written there in"
                                + " these minutes is not in " + copy + "."
                        : "The server stops, and starts with " + copy + ". The site is down for these minutes.",
                "Data that was added after the snapshot of " + copy + " is not in it. It stays in the copy that serves"
                        + " now, to which you can go back.");
    }

    static List<String> switched(String name, List<Copies> before, String copy) {
        String old = before.stream()
                .map(Copies::serving)
                .filter(serving -> !serving.equals(copy))
                .findFirst()
                .orElse(Copies.ORIGINAL);
        return List.of(
                copy + " serves " + name + ". The next plan is empty.",
                "To go back: qis-aws restore " + name + " --switch " + old + ".",
                "When you need it no longer: qis-aws restore " + name + " --remove " + old + ".",
                "Commit the environment file and its main.tf.json.");
    }

    static List<String> removing(Environment environment, List<Copies> having, String copy) {
        List<String> lines = new ArrayList<>();
        lines.add("The "
                + String.join(" and ", having.stream().map(Copies::content).toList()) + " of " + copy
                + " will be deleted.");
        boolean protect = environment.site().protect();
        if (protect && having.stream().anyMatch(Copies::onEfs)) {
            lines.add("AWS Backup has a backup of the file system that is less than 30 hours old. It stays for its"
                    + " retention period.");
        }
        if (having.stream().allMatch(Copies::onEfs)) {
            return lines;
        }
        lines.add(
                protect
                        ? "AWS makes a final snapshot first, because protect is true. You pay for it until you delete it."
                        : "No final snapshot is made, because protect is false.");
        return lines;
    }

    static List<String> removed(Environment environment, String copy) {
        return List.of(
                copy + " of " + environment.name() + " is removed. The next plan is empty.",
                "Commit the environment file and its main.tf.json.");
    }
}
