package io.github.qisaws.pipeline;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;

/** Rejects a protected environment for a run that destroys all its resources at the end. */
final class Unprotected {
    private Unprotected() {}

    /**
     * Throws if the environment is protected.
     *
     * @param run the run, as a noun with its article
     * @param done the same as a past participle
     */
    static void require(Environment environment, String run, String done) {
        if (environment.site().protect()) {
            throw new Problem(
                            ExitCode.USAGE,
                            environment.name() + " is protected and cannot be " + done,
                            run + " destroys all resources at its end. The environment file has protect: true"
                                    + " (the default), which blocks that.",
                            "Copy the folder environments/" + environment.name()
                                    + ", set protect: false in the copy, and use the copy.")
                    .asException();
        }
    }
}
