package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.flow_log.FlowLog;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.vpc.Vpc;
import java.util.List;

/** VPC flow logs of all accepted and rejected connections, in CloudWatch Logs. */
final class FlowLogs {
    private static final String WANTED = "var.flow_log_days > 0";

    private FlowLogs() {}

    static void add(Blueprint b, Vpc vpc) {
        CloudwatchLogGroup group = b.add("flow", id -> CloudwatchLogGroup.Builder.create(b.stack(), id)
                .name("/qis-aws/${var.environment}/flow-logs")
                .retentionInDays(b.number("flow_log_days"))
                .build());
        CustomerKey.encrypt(group);
        b.onlyIf(group, WANTED);
        IamRole role = Roles.add(b, "flow", "qis-flow-logs", "vpc-flow-logs.amazonaws.com");
        b.onlyIf(role, WANTED);
        IamRolePolicy policy = b.add("flow", id -> IamRolePolicy.Builder.create(b.stack(), id)
                .name("write-flow-logs")
                .role("${aws_iam_role.flow[0].id}")
                .policy(IamPolicies.allow(
                        List.of("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
                        List.of("${aws_cloudwatch_log_group.flow[0].arn}:*")))
                .build());
        b.onlyIf(policy, WANTED);
        FlowLog log = b.add("this", id -> FlowLog.Builder.create(b.stack(), id)
                .vpcId(vpc.getId())
                .trafficType("ALL")
                .iamRoleArn("${aws_iam_role.flow[0].arn}")
                .logDestination("${aws_cloudwatch_log_group.flow[0].arn}")
                .build());
        b.onlyIf(log, WANTED);
        b.name(log, "qis-flow-logs");
    }
}
