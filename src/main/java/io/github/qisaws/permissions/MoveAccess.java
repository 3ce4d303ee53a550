package io.github.qisaws.permissions;

import io.github.qisaws.architecture.MigrationComponent;
import io.github.qisaws.aws.EnvironmentSecret;
import io.github.qisaws.aws.StagingBucket;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What moving a QIS into an environment needs. */
final class MoveAccess {
    private MoveAccess() {}

    static List<Statement> statements(Environment environment) {
        Target target = Target.of(environment);
        String bucket = target.fill("arn:${partition}:s3:::") + MigrationComponent.bucket(environment);
        List<Statement> statements = new ArrayList<>(
                List.of(
                        Statement.allow(sorted(StagingBucket.ACTIONS), List.of(bucket, bucket + "/*")),
                        Statement.allow(
                                sorted(EnvironmentSecret.ACTIONS),
                                List.of(
                                        target.fill(
                                                "arn:${partition}:secretsmanager:${region}:${account}:secret:qis-aws/${environment}/*"),
                                        target.fill(
                                                "arn:${partition}:secretsmanager:${region}:${account}:secret:qis-aws/${environment}-??????"),
                                        target.fill(
                                                "arn:${partition}:secretsmanager:${region}:${account}:secret:qis-aws/${environment}")))));
        statements.addAll(ServerAccess.sending(environment));
        statements.add(Statement.allow(ServerAccess.inAnyResource(), List.of("*"))
                .when("StringEquals", "aws:RequestedRegion", List.of(target.region())));
        environment
                .site()
                .settings()
                .value(EnvironmentSchema.key("encryption-key"))
                .map(String::valueOf)
                .filter(key -> !key.isEmpty())
                .ifPresent(key ->
                        statements.add(Statement.allow(List.of("kms:Decrypt", "kms:GenerateDataKey"), List.of(key))));
        return statements;
    }

    private static List<String> sorted(Set<String> actions) {
        return actions.stream().sorted().toList();
    }
}
