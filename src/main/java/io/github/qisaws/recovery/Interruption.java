package io.github.qisaws.recovery;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An earlier apply or destroy of this workspace that did not reach its end. */
public record Interruption(Workspace workspace, List<Run> runs) {
    private static final int NAMED = 5;

    public static Interruption of(Workspace workspace) {
        return new Interruption(
                workspace,
                Run.readAll(Journaled.file(workspace)).stream()
                        .filter(run -> run.isOpen() && !run.isAlive())
                        .toList());
    }

    /** What the engine saved when it could not reach the state's place. */
    public static Path erroredState(Workspace workspace) {
        return workspace.folder().resolve("errored.tfstate");
    }

    public boolean happened() {
        return !runs.isEmpty() || Files.isRegularFile(erroredState(workspace));
    }

    /** Says what was half done, unless the state shows that nothing is. */
    public void announce(String name, ProgressLog log) {
        if (happened() && !settled()) {
            runs.forEach(run -> log.say(told(run)));
            log.say("Take up what it made with: qis-aws recover " + name);
        }
    }

    /** Applying on top of what the state does not know would make it twice. */
    public void refuse(String name) {
        if (!happened() || settled()) {
            return;
        }
        Set<String> missing = missing();
        if (!missing.isEmpty() || Files.isRegularFile(erroredState(workspace))) {
            String why = runs.isEmpty()
                    ? "The engine left " + erroredState(workspace) + "."
                    : told(runs.get(runs.size() - 1)) + "\nThe state does not have what it made at " + named(missing)
                            + ".";
            throw new Problem(
                            ExitCode.FAILED,
                            "an earlier run on " + name + " was cut short",
                            why,
                            "run qis-aws recover " + name + ", which takes up what it made.")
                    .asException();
        }
    }

    /** A run that told its end and whose every resource is in the state needs no recovery. */
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

    /** What was begun and is not in the state. */
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

    /** Whether the run began to make a successor of what the state has. */
    private static boolean isNewer(Run run, String address, Known known) {
        String made = run.ids().get(address);
        if (made == null) {
            return run.underWay().contains(address)
                    && run.created().contains(address)
                    && !known.halfMade().contains(address);
        }
        return ImportIds.made(address, made)
                .filter(id -> known.hasAnother(new Tagged(address, id)))
                .isPresent();
    }

    public static String told(Run run) {
        String what = run.isDestroy() ? "destroy" : "apply";
        String how = run.ended() ? " failed" : " was cut short";
        List<String> open = run.underWay();
        return "The " + what + " by process " + run.pid() + " on " + run.host() + ", begun " + run.since() + "," + how
                + " at " + run.last() + ": " + run.finished() + " resources were finished"
                + (open.isEmpty() ? "" : ", half done: " + named(open)) + ".";
    }

    private static String named(Collection<String> addresses) {
        List<String> first = addresses.stream().limit(NAMED).toList();
        int more = addresses.size() - first.size();
        return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
    }
}
