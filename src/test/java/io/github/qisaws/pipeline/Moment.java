package io.github.qisaws.pipeline;

import io.github.qisaws.recovery.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * When and whom a signal strikes.
 *
 * @param finished when so many resources are finished
 * @param after so long after that
 */
record Moment(Victim victim, String signal, long finished, Duration after) {
    /** Who gets the signal. */
    enum Victim {
        QIS_AWS,
        ENGINE,
        PROVIDER,
        ENGINE_GROUP
    }

    static Moment of(Victim victim, String signal, long finished) {
        return new Moment(victim, signal, finished, Duration.ZERO);
    }

    boolean hasCome(Run run) {
        return run.group() > 0
                && run.finished() >= finished
                && (victim != Victim.PROVIDER || provider(run).isPresent());
    }

    /** The apply was faster than at the time when the moment was chosen: nothing was cut short. */
    static final class Missed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missed(String message) {
            super(message);
        }
    }

    void strike(Process qisAws, Run run) throws IOException, InterruptedException {
        long target =
                switch (victim) {
                    case QIS_AWS -> qisAws.pid();
                    case ENGINE -> run.group();
                    case PROVIDER ->
                        provider(run).map(ProcessHandle::pid).orElseThrow(() -> new Missed("the provider has ended"));
                    case ENGINE_GROUP -> -run.group();
                };
        int exitCode = new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " -- " + target)
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new Missed("the signal meets nobody");
        }
    }

    private static Optional<ProcessHandle> provider(Run run) {
        return ProcessHandle.of(run.group()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(handle -> handle.info().command().orElse("").contains("terraform-provider"))
                .findFirst();
    }

    @Override
    public String toString() {
        return signal + " of " + victim + ", " + finished + " resources and " + after.toMillis() + " ms";
    }
}
