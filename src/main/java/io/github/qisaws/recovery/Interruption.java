package io.github.qisaws.recovery;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.text.Listing;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An earlier apply or destroy in this workspace that did not complete. */
public record Interruption(Workspace workspace, List<Run> runs) {
    private static final int NAMED = 5;

    public static Interruption of(Workspace workspace) {
        return new Interruption(
                workspace,
                Run.readAll(Journaled.file(workspace)).stream()
                        .filter(run -> run.isOpen() && !run.isAlive())
                        .toList());
    }

    /** The file in which Terraform saves the state if it cannot write to the backend. */
    public static Path erroredState(Workspace workspace) {
        return workspace.folder().resolve("errored.tfstate");
    }

    public boolean happened() {
        return !runs.isEmpty() || Files.isRegularFile(erroredState(workspace));
    }

    /** Reports the interrupted runs, unless the state shows that nothing is missing. */
    public void announce(String name, ProgressLog log) {
        if (happened() && !settled()) {
            runs.forEach(run -> log.say(describe(run)));
            log.say("To recover, run: qis-aws recover " + name);
        }
    }

    /** Throws if resources are missing from the state, because the next apply would create them a second time. */
    public void refuse(String name) {
        if (!happened() || settled()) {
            return;
        }
        Set<String> missing = missing();
        if (!missing.isEmpty() || Files.isRegularFile(erroredState(workspace))) {
            String why = missing.isEmpty()
                    ? "Terraform could not write the state to the backend and saved it in " + erroredState(workspace)
                            + "."
                    : describe(runs.get(runs.size() - 1)) + "\nMissing from the state: " + named(missing) + ".";
            throw new Problem(
                            ExitCode.FAILED,
                            "previous run on " + name + " did not complete",
                            why,
                            "Run qis-aws recover " + name + ".")
                    .asException();
        }
    }

    /** Whether no recovery is needed: each run recorded its completion, and the state has all their resources. */
    private boolean settled() {
        boolean harmless = !Files.isRegularFile(erroredState(workspace))
                && runs.stream().allMatch(Run::ended)
                && missing().isEmpty();
        if (harmless) {
            settle();
        }
        return harmless;
    }

    public void settle() {
        runs.forEach(run -> Journal.settle(Journaled.file(workspace), run));
    }

    /** Addresses whose creation was started and that are missing from the state. */
    private Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        runs.forEach(run -> missing.addAll(run.expected()));
        if (!missing.isEmpty()) {
            Known known = Known.of(workspace.engine().statePull());
            missing.removeIf(
                    address -> known.has(address) && runs.stream().noneMatch(run -> isNewer(run, address, known)));
        }
        return missing;
    }

    /** Whether the run started to replace the resource that the state has at this address. */
    private static boolean isNewer(Run run, String address, Known known) {
        String made = run.ids().get(address);
        if (made == null) {
            return run.inProgress().contains(address)
                    && run.created().contains(address)
                    && !known.tainted().contains(address);
        }
        return ImportIds.made(address, made)
                .filter(id -> known.hasAnother(new Tagged(address, id)))
                .isPresent();
    }

    public static String describe(Run run) {
        String what = run.isDestroy() ? "destroy" : "apply";
        String how = run.ended() ? " failed" : " was interrupted";
        List<String> open = run.inProgress();
        return "The " + what + " by process " + run.pid() + " on " + run.host() + ", started at " + run.since() + ","
                + how
                + " at " + run.last() + ": " + run.finished() + " resources completed"
                + (open.isEmpty() ? "" : ", in progress: " + named(open)) + ".";
    }

    private static String named(Collection<String> addresses) {
        return Listing.first(NAMED, addresses);
    }
}
