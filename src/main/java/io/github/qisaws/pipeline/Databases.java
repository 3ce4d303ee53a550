package io.github.qisaws.pipeline;

import io.github.qisaws.aws.AwsDatabaseAccount;
import io.github.qisaws.aws.DatabaseAccount;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.workspace.Endpoint;
import io.github.qisaws.workspace.Tools;

/** The databases on RDS of environments, in AWS or on an emulator. */
final class Databases {
    private static final String VERSION = "database.engine-version";

    private Databases() {}

    static DatabaseAccount account(Tools tools, Environment environment) {
        return new AwsDatabaseAccount(tools.aws(environment));
    }

    static Pace pace(Tools tools, Pace pace) {
        return Endpoint.of(tools.variables()).isPresent() ? pace.onEmulator() : pace;
    }

    /**
     * The PostgreSQL version in the environment file.
     *
     * @throws io.github.qisaws.problem.ProblemException if the environment has no database on RDS
     */
    static String version(Environment environment) {
        Object version = environment.site().settings().values().get(VERSION);
        if (version == null) {
            throw new Problem(
                            ExitCode.USAGE,
                            environment.name() + " has no database on RDS",
                            "Its PostgreSQL runs on a server of its own, whose version follows the AMI or the container"
                                    + " image.",
                            "See src/docs/servers.md for the upgrade of a server's database.")
                    .asException();
        }
        return version.toString();
    }
}
