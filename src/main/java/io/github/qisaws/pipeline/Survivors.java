package io.github.qisaws.pipeline;

import io.github.qisaws.pipeline.recovery.Run;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.Leftovers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Processes that still work on a workspace. */
record Survivors(Workspace workspace, Talk talk) {
    /** An engine that outlived qis-aws is let finish what AWS has under way. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    /** Refuses while a run of the journal lives: it is under way, not interrupted. */
    void requireNoRun(String name) {
        Run.readAll(Journaled.file(workspace)).stream()
                .filter(Run::isAlive)
                .findFirst()
                .ifPresent(run -> {
                    throw underWay(
                                    name,
                                    "Process " + run.pid() + " on this machine, since " + run.since() + ".",
                                    "wait until it has ended; Ctrl-C there ends it in good order.")
                            .asException();
                });
    }

    /** Ends what dead runs left behind, their providers too. */
    void end(List<Run> runs) {
        for (Run run : runs) {
            Leftovers leftovers = new Leftovers(run.isHere() ? run.group() : 0, run.since());
            List<ProcessHandle> living = leftovers.living();
            if (!living.isEmpty()) {
                talk.say("Ending " + living.size() + " processes of that run that still live…");
                leftovers.end(GRACE);
            }
        }
    }

    /** Refuses while an engine works in the folder that no journal tells of. */
    void requireNoEngine(String name) {
        List<ProcessHandle> working = Leftovers.workingIn(workspace.folder());
        if (!working.isEmpty()) {
            String list =
                    working.stream().map(handle -> String.valueOf(handle.pid())).collect(Collectors.joining(", "));
            throw underWay(
                            name,
                            "An engine works in " + workspace.folder() + ": process " + list + ".",
                            "wait until it has ended, or end it with Ctrl-C.")
                    .asException();
        }
    }

    private static Problem underWay(String name, String why, String fix) {
        return Problem.harmless(ExitCode.LOCKED, "a run on " + name + " is still under way", why, fix);
    }
}
