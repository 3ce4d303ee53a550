package io.github.qisaws.restore;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.RecoveryPoint;
import io.github.qisaws.aws.RestoreTesting;
import io.github.qisaws.aws.RestoreTesting.Job;
import io.github.qisaws.aws.RestoreTesting.TestingPlan;
import io.github.qisaws.environment.Environment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The last restore test of each resource of an environment, in lines for the user. */
public final class LastRestoreTests {
    private LastRestoreTests() {}

    /** The lines; none if the environment file has no restore test. */
    public static List<String> lines(Environment environment, AwsAccess access) {
        if (environment.application().stream()
                .noneMatch(application -> application.operations().testsRestores())) {
            return List.of();
        }
        RestoreTesting testing = new RestoreTesting(access);
        Optional<TestingPlan> plan =
                testing.plan("qis_restore_test_" + environment.name().replace('-', '_'));
        if (plan.isEmpty()) {
            return List.of("Restore tests: not set up yet. Plan and apply " + environment.name() + ".");
        }
        List<String> lines = new ArrayList<>();
        lines.add("Restore tests: "
                + plan.get().last().map(at -> "last run " + seconds(at)).orElse("none ran yet") + ".");
        rows(testing.jobs(plan.get()), BackupVault.of(environment, access).points())
                .forEach((resource, row) -> lines.add(row));
        return lines;
    }

    /** One row for each resource that has a test or a backup. */
    private static Map<String, String> rows(List<Job> jobs, List<RecoveryPoint> points) {
        Map<String, String> rows = new TreeMap<>();
        points.forEach(point ->
                rows.put(point.resource(), "no restore test       %s  %s".formatted(point.kind(), point.resource())));
        jobs.stream().sorted(Comparator.comparing(Job::at)).forEach(job -> rows.put(job.resource(), row(job)));
        return rows;
    }

    private static String row(Job job) {
        return "%s  %s  %s  %s".formatted(seconds(job.at()), job.kind(), job.resource(), job.status())
                + (job.message().isEmpty() ? "" : ": " + job.message())
                + job.left()
                        .map(arn -> "; AWS Backup could not delete " + arn + ", which costs until you delete it")
                        .orElse("");
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
