package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.cloudwatch_dashboard.CloudwatchDashboard;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.data_aws_caller_identity.DataAwsCallerIdentity;
import com.hashicorp.cdktf.providers.aws.data_aws_partition.DataAwsPartition;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.MonitoringComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** SNS topic, alarms, dashboard, and log group. */
final class MonitoringModule implements ModuleDefinition {
    @Override
    public Contract contract() {
        return MonitoringComponent.CONTRACT;
    }

    @Override
    public Map<String, Map<String, Object>> mockedData() {
        return Map.of(
                "aws_partition", Map.of("partition", "aws"),
                "aws_region", Region.MOCKED,
                "aws_caller_identity", Map.of("account_id", "123456789012"));
    }

    @Override
    public void define(Blueprint b) {
        b.add("this", id -> DataAwsPartition.Builder.create(b.stack(), id).build());
        Region.addTo(b);
        b.add("this", id -> DataAwsCallerIdentity.Builder.create(b.stack(), id).build());
        b.local("partition", "data.aws_partition.this.partition");
        b.local("account", "data.aws_caller_identity.this.account_id");
        b.local(
                "topics",
                OperatorTopic.WANTED + " ? aws_sns_topic.operator[*].arn : var.topic_arn == \"\" ? [] :"
                        + " [var.topic_arn]");
        OperatorTopic.add(b, "qis-alarms");
        Alarms.add(b);
        dashboard(b);
        logs(b);
        outputs(b);
    }

    /** A graph for each metric with an alarm. */
    private static void dashboard(Blueprint b) {
        String widgets = Alarms.ALL.stream().map(MonitoringModule::widget).collect(Collectors.joining(", "));
        b.local("widgets", "concat(" + widgets + ")");
        b.add("this", id -> CloudwatchDashboard.Builder.create(b.stack(), id)
                .dashboardName(b.named("qis"))
                .dashboardBody("${jsonencode({widgets = [for place, widget in local.widgets : merge(widget, {x ="
                        + " place % 3 * 8, y = floor(place / 3) * 6, width = 8, height = 6})]})}")
                .build());
    }

    private static String widget(Alarm alarm) {
        Alarm.Metric metric = alarm.metric();
        return ("contains(var.watch, \"%s\") ? [{type = \"metric\", properties = {title = \"%s\", region ="
                        + " local.region, period = %d, stat = \"%s\", metrics = [concat([\"%s\", \"%s\"],"
                        + " flatten([for name, value in %s : [name, value]]))]}}] : []")
                .formatted(
                        alarm.watch(),
                        alarm.name().replace('_', ' '),
                        metric.seconds(),
                        metric.statistic(),
                        metric.namespace(),
                        metric.name(),
                        metric.dimensions());
    }

    /** Adds the log group; the servers cannot create one, because a group that they create would have no retention. */
    private static void logs(Blueprint b) {
        CloudwatchLogGroup group = b.add("servers", id -> CloudwatchLogGroup.Builder.create(b.stack(), id)
                .name("/qis/${var.environment}")
                .retentionInDays(b.number("log_days"))
                .build());
        CustomerKey.encrypt(group);
        b.name(group, "qis-servers");
        IamRolePolicy rights = b.add("servers", id -> IamRolePolicy.Builder.create(b.stack(), id)
                .name("logs-and-metrics")
                .role("${var.server_role_names[count.index]}")
                .policy(IamPolicies.document(List.of(
                        IamPolicies.statement(
                                List.of("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
                                List.of("${aws_cloudwatch_log_group.servers.arn}:*")),
                        Map.of(
                                "Effect", "Allow",
                                "Action", List.of("cloudwatch:PutMetricData"),
                                "Resource", List.of("*"),
                                "Condition", Map.of("StringEquals", Map.of("cloudwatch:namespace", "qis-aws"))))))
                .build());
        rights.addOverride("count", "${length(var.server_role_names)}");
    }

    private static void outputs(Blueprint b) {
        String names = Alarms.ALL.stream()
                .map(alarm -> "aws_cloudwatch_metric_alarm." + alarm.name() + "[*].alarm_name")
                .collect(Collectors.joining(", "));
        b.output("topic_arn", "one(local.topics)");
        b.output("log_group_name", "aws_cloudwatch_log_group.servers.name");
        b.output("dashboard_name", "aws_cloudwatch_dashboard.this.dashboard_name");
        b.output("alarm_names", "concat(" + names + ", aws_cloudwatch_metric_alarm.cache_hit_rate[*].alarm_name)");
    }
}
