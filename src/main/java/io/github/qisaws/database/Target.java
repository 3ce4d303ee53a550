package io.github.qisaws.database;

import io.github.qisaws.aws.DatabaseAccount;
import io.github.qisaws.aws.DatabaseAccount.Database;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The version of an upgrade.
 *
 * @param written the version in the environment file: the major version, or a full version if RDS would install one
 *     that the database cannot reach
 * @param version the full version that RDS installs
 */
public record Target(String written, String version) {
    private static final Comparator<String> BY_NUMBERS = (one, other) -> Arrays.compare(numbers(one), numbers(other));

    /**
     * The version that the database gets. RDS refuses a minor version that was released before the one that runs, also if
     * it is its default for the major version: 16.13 reaches 17.9, not 17.6 (terraform-aws-modules/terraform-aws-rds#627).
     *
     * @param wanted a major version or a full version
     * @param inFile the version in the environment file
     * @throws io.github.qisaws.problem.ProblemException if the database cannot reach the version
     */
    public static Target of(DatabaseAccount account, Database present, String wanted, String inFile) {
        if (present.runs(wanted)) {
            return new Target(present.runs(inFile) ? inFile : wanted, present.version());
        }
        List<String> reachable = account.targets(present.version());
        List<String> fitting = reachable.stream()
                .filter(each -> each.equals(wanted) || each.startsWith(wanted + "."))
                .toList();
        if (fitting.isEmpty()) {
            throw unreachable(present, wanted, reachable);
        }
        if (fitting.contains(wanted)) {
            return new Target(wanted, wanted);
        }
        Optional<String> usual = account.defaultVersion(wanted).filter(fitting::contains);
        String newest = fitting.stream().max(BY_NUMBERS).orElseThrow();
        return usual.map(version -> new Target(wanted, version)).orElseGet(() -> new Target(newest, newest));
    }

    /** Whether the file names a full version although the user asked for a major version. */
    public boolean isPinned(String wanted) {
        return !written.equals(wanted);
    }

    private static RuntimeException unreachable(Database present, String wanted, List<String> reachable) {
        return new Problem(
                        ExitCode.USAGE,
                        "RDS cannot upgrade the database to PostgreSQL " + wanted,
                        present.identifier() + " runs " + present.version() + ". RDS upgrades it to: "
                                + (reachable.isEmpty() ? "no other version" : String.join(", ", reachable)) + ".",
                        "Use one of these versions, or the major version alone.")
                .asException();
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\D+"))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
