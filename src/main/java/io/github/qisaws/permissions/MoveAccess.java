package io.github.qisaws.permissions;

import io.github.qisaws.architecture.MigrationComponent;
import io.github.qisaws.architecture.Tags;
import io.github.qisaws.aws.AwsServerCommands;
import io.github.qisaws.aws.EnvironmentSecret;
import io.github.qisaws.aws.EnvironmentServers;
import io.github.qisaws.aws.StagingBucket;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What moving a QIS into an environment needs. A command on a server runs as root, so a deployer does not get it
 * otherwise.
 */
final class MoveAccess {
    private static final String SEND = "ssm:SendCommand";

    private MoveAccess() {}

    static List<Need> needs(Environment environment) {
        return statements(environment).stream()
                .flatMap(statement -> statement.actions().stream())
                .distinct()
                .map(action -> new Need(DeployerFacts.TOOL, Phase.UPDATE, Grant.of(action), Source.DOCUMENTS))
                .toList();
    }

    static List<Statement> statements(Environment environment) {
        Target target = Target.of(environment);
        String bucket = target.fill("arn:${partition}:s3:::") + MigrationComponent.bucket(environment);
        List<Statement> statements = new ArrayList<>(List.of(
                Statement.allow(sorted(StagingBucket.ACTIONS), List.of(bucket, bucket + "/*")),
                Statement.allow(
                        sorted(EnvironmentSecret.ACTIONS),
                        List.of(
                                target.fill(
                                        "arn:${partition}:secretsmanager:${region}:${account}:secret:qis-aws/${environment}/*"),
                                target.fill(
                                        "arn:${partition}:secretsmanager:${region}:${account}:secret:qis-aws/${environment}-??????"),
                                target.fill(
                                        "arn:${partition}:secretsmanager:${region}:${account}:secret:qis-aws/${environment}"))),
                Statement.allow(
                                List.of(SEND),
                                List.of(target.fill("arn:${partition}:ec2:${region}:${account}:instance/*")))
                        .when("StringEquals", "ssm:resourceTag/" + Tags.ENVIRONMENT, List.of(environment.name())),
                Statement.allow(
                        List.of(SEND),
                        List.of(target.fill("arn:${partition}:ssm:${region}:*:document/AWS-RunShellScript"))),
                Statement.allow(inAnyResource(), List.of("*"))
                        .when("StringEquals", "aws:RequestedRegion", List.of(target.region()))));
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

    /** Actions for which AWS knows no resource. */
    private static List<String> inAnyResource() {
        List<String> actions = new ArrayList<>(EnvironmentServers.ACTIONS);
        AwsServerCommands.ACTIONS.stream()
                .filter(action -> !action.equals(SEND))
                .forEach(actions::add);
        return actions;
    }

    private static List<String> sorted(Set<String> actions) {
        return actions.stream().sorted().toList();
    }
}
