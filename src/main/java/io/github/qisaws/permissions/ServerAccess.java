package io.github.qisaws.permissions;

import io.github.qisaws.architecture.Tags;
import io.github.qisaws.aws.AwsServerCommands;
import io.github.qisaws.aws.EnvironmentServers;
import io.github.qisaws.environment.Environment;
import java.util.ArrayList;
import java.util.List;

/**
 * What commands on the servers of one environment need. A command on a server runs as root, so a deployer does not get it
 * otherwise.
 */
final class ServerAccess {
    private static final String SEND = "ssm:SendCommand";

    private ServerAccess() {}

    /** Commands on the servers with the environment's tag, and on no others. */
    static List<Statement> sending(Environment environment) {
        Target target = Target.of(environment);
        return List.of(
                Statement.allow(
                                List.of(SEND),
                                List.of(target.fill("arn:${partition}:ec2:${region}:${account}:instance/*")))
                        .when("StringEquals", "ssm:resourceTag/" + Tags.ENVIRONMENT, List.of(environment.name())),
                Statement.allow(
                        List.of(SEND),
                        List.of(target.fill("arn:${partition}:ssm:${region}:*:document/AWS-RunShellScript"))));
    }

    /** Actions for which AWS knows no resource: finding a server, and the result of a command. */
    static List<String> inAnyResource() {
        List<String> actions = new ArrayList<>(EnvironmentServers.ACTIONS);
        AwsServerCommands.ACTIONS.stream()
                .filter(action -> !action.equals(SEND))
                .forEach(actions::add);
        return actions;
    }
}
