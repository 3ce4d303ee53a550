package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.data_aws_caller_identity.DataAwsCallerIdentity;
import com.hashicorp.cdktf.providers.aws.data_aws_partition.DataAwsPartition;
import com.hashicorp.cdktf.providers.aws.route53_health_check.Route53HealthCheck;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.OutsideComponent;
import io.github.qisaws.module.Alarm.Metric;
import io.github.qisaws.module.Alarm.Signal;
import io.github.qisaws.module.Alarm.Span;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** SNS topic, health check, and alarms in us-east-1. */
final class OutsideModule implements ModuleDefinition {
    private static final int HTTPS = 443;
    private static final int INTERVAL_SECONDS = 30;
    private static final int FAILURES = 3;

    private static final List<Alarm> ALARMS = List.of(
            new Alarm(
                    "site",
                    "site",
                    Signal.LIVENESS,
                    Metric.eachMinute(
                            "AWS/Route53",
                            "HealthCheckStatus",
                            "Minimum",
                            "{HealthCheckId = one(aws_route53_health_check.site[*].id)}"),
                    "< 1",
                    new Span(3, 5),
                    "the site does not answer from outside"),
            new Alarm(
                    "cloudfront_errors",
                    "cloudfront",
                    Signal.EVENT,
                    Metric.of(
                            "AWS/CloudFront",
                            "5xxErrorRate",
                            "Average",
                            "{DistributionId = lookup(var.cloudfront, \"distribution_id\", \"\"), Region = \"Global\"}"),
                    "> var.error_percent",
                    new Span(2, 3),
                    "CloudFront answers 5xx"),
            AlarmTable.certificate(
                    "cloudfront_certificate_expiry",
                    "lookup(var.cloudfront, \"certificate_arn\", \"\")",
                    "the certificate of CloudFront expires soon"));

    @Override
    public Contract contract() {
        return OutsideComponent.CONTRACT;
    }

    @Override
    public Map<String, Map<String, Object>> mockedData() {
        return Map.of(
                "aws_partition", Map.of("partition", "aws"),
                "aws_caller_identity", Map.of("account_id", "123456789012"));
    }

    @Override
    public void define(Blueprint b) {
        b.add("this", id -> DataAwsPartition.Builder.create(b.stack(), id).build());
        b.add("this", id -> DataAwsCallerIdentity.Builder.create(b.stack(), id).build());
        b.local("partition", "data.aws_partition.this.partition");
        b.local("account", "data.aws_caller_identity.this.account_id");
        b.local("topics", "aws_sns_topic.operator[*].arn");
        OperatorTopic.add(b, "qis-outside");
        healthCheck(b);
        ALARMS.forEach(alarm -> Alarms.add(b, alarm));
        b.output("topic_arn", "one(aws_sns_topic.operator[*].arn)");
        b.output("health_check_id", "one(aws_route53_health_check.site[*].id)");
        b.output(
                "alarm_names",
                ALARMS.stream()
                        .map(alarm -> "aws_cloudwatch_metric_alarm." + alarm.name() + "[*].alarm_name")
                        .collect(Collectors.joining(", ", "concat(", ")")));
    }

    private static void healthCheck(Blueprint b) {
        Route53HealthCheck check = b.add("site", id -> Route53HealthCheck.Builder.create(b.stack(), id)
                .type("HTTPS")
                .fqdn(b.var("host_name"))
                .port(HTTPS)
                .resourcePath(b.var("path"))
                .enableSni(true)
                .requestInterval(INTERVAL_SECONDS)
                .failureThreshold(FAILURES)
                .build());
        b.onlyIf(check, "contains(var.watch, \"site\")");
        b.name(check, "qis-site");
    }
}
