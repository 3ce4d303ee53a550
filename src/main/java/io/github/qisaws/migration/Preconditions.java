package io.github.qisaws.migration;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.ArchitectureName;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.util.List;

/** What a move needs of an environment. */
final class Preconditions {
    private Preconditions() {}

    /** Throws if nothing can be moved into this environment. */
    static void require(Environment environment, Wanted wanted) {
        if (wanted.database().isEmpty() && wanted.images().isEmpty()) {
            throw new Problem(
                            ExitCode.USAGE,
                            "nothing to move",
                            "Neither --database nor --images was given.",
                            "Run qis-aws migrate --help.")
                    .asException();
        }
        requireServer(environment);
        if (environment
                .application()
                .filter(application -> application.operations().migration())
                .isEmpty()) {
            throw new Problem(
                            ExitCode.USAGE,
                            environment.name() + " has no staging bucket",
                            "Its environment file does not have migration: true.",
                            "Add migration: true to the environment file, run qis-aws plan " + environment.name()
                                    + " and qis-aws apply " + environment.name() + ", then rerun.")
                    .asException();
        }
    }

    /** Throws if no server of this environment can run an import. */
    static void requireServer(Environment environment) {
        ArchitectureName architecture = environment.placement().architecture();
        if (architecture == ArchitectureName.CONTAINERS || architecture == ArchitectureName.IMAGE_PIPELINE) {
            throw withoutServer(environment);
        }
    }

    private static ProblemException withoutServer(Environment environment) {
        return environment.application().isEmpty()
                ? new Problem(
                                ExitCode.USAGE,
                                environment.name() + " does not run QIS",
                                "It is an image pipeline.",
                                "Choose an environment that runs QIS.")
                        .asException()
                : new Problem(
                                ExitCode.USAGE,
                                "cannot move a QIS into containers",
                                "The import runs on a server that Session Manager reaches. The servers of "
                                        + environment.name() + " run only tasks.",
                                "Move into an environment with architecture managed (before tasks on Fargate) or single-server,"
                                        + " then change its architecture (src/docs/transitions.md).")
                        .asException();
    }

    /** The component whose server loads the data. */
    static String importingComponent(Environment environment) {
        return environment.placement().architecture() == ArchitectureName.MANAGED ? "web-tier" : "data-server";
    }

    /** Possible names of the application secret; that of the first version of the modules is the last. */
    static List<String> secretNames(Environment environment) {
        String prefix = "qis-aws/" + environment.name();
        String module = environment.placement().architecture() == ArchitectureName.MANAGED ? "database" : "data-server";
        return List.of(prefix + "/" + module, prefix);
    }

    static ProblemException noServer(String name, String component) {
        return notApplied(name, "It has no running server of the component " + component + ".");
    }

    static ProblemException notApplied(String name, String why) {
        return new Problem(
                        ExitCode.FAILED,
                        name + " is not completely applied",
                        why,
                        "Run qis-aws plan " + name + " and qis-aws apply " + name
                                + ", wait for the rollout, then rerun.")
                .asException();
    }
}
