package io.github.qisaws.cli;

import io.github.qisaws.pipeline.StoredPlans;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of {@code review} for a plan in the state bucket. */
final class StoredPlanOptions {
    @Option(
            names = "--from-store",
            description =
                    "Review a plan in the state bucket instead of files. PLAN is then the name of an environment of"
                            + " this checkout. Only the plan file itself is read, with the rules and providers of this"
                            + " checkout.")
    private boolean fromStore;

    @Option(
            names = "--commit",
            paramLabel = "SHA",
            description = "With --from-store, the commit that was planned (default: HEAD, or a commit with the same"
                    + " planned files).")
    private Optional<String> commit = Optional.empty();

    @Option(
            names = "--plan-hash",
            paramLabel = "SHA256",
            description = "With --from-store, the SHA-256 of the plan file to review.")
    private Optional<String> hash = Optional.empty();

    @Option(
            names = "--write-plan-hash",
            paramLabel = "FILE",
            description = "With --from-store, write the SHA-256 of the reviewed plan file, for apply --plan-hash.")
    private Optional<Path> hashFile = Optional.empty();

    /** The environment to review from the store; empty if the plans are files. */
    Optional<String> environment(List<Path> plans) {
        if (!fromStore) {
            if (commit.isPresent() || hash.isPresent() || hashFile.isPresent()) {
                throw wrong("--commit, --plan-hash, and --write-plan-hash require --from-store", "Add --from-store.");
            }
            return Optional.empty();
        }
        if (plans.size() != 1) {
            throw wrong("--from-store reviews one environment", "Name one environment.");
        }
        return Optional.of(plans.get(0).toString());
    }

    StoredPlans.Choice choice() {
        return new StoredPlans.Choice(commit, hash);
    }

    Optional<Path> hashFile() {
        return hashFile;
    }

    private static RuntimeException wrong(String what, String fix) {
        return new Problem(ExitCode.USAGE, what, "", fix).asException();
    }
}
