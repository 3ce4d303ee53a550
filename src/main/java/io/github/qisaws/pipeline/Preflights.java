package io.github.qisaws.pipeline;

import io.github.qisaws.aws.AwsAccountFacts;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.environment.Reading;
import io.github.qisaws.preflight.Preflight;
import io.github.qisaws.workspace.Tools;
import java.nio.file.Path;

/** Starts the questions to AWS for a plan. */
interface Preflights {
    /**
     * Starts to ask.
     *
     * @param folder folder of the environment
     */
    Preflight begin(Path folder);

    /** Asks AWS with the credentials of the tools. */
    static Preflights of(Tools tools) {
        return folder -> {
            Reading file = EnvironmentFile.check(folder);
            Environment environment = file.orThrow();
            return Preflight.begin(
                    environment,
                    file.sources(),
                    new AwsAccountFacts(tools.aws(environment.placement().region())),
                    tools.clock());
        };
    }

    /** Asks nothing. */
    static Preflights off() {
        return folder -> Preflight.off(EnvironmentFile.check(folder).sources());
    }
}
