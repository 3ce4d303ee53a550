package io.github.qisaws.module;

import com.hashicorp.cdktf.Token;
import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarm;
import java.util.List;
import java.util.Map;

/** Adds the alarms, one row each: the metric, its threshold, and the text for the operator. */
final class Alarms {
    private static final int FIVE_MINUTES = 300;
    private static final int DAY = 86400;
    private static final int CERTIFICATE_DAYS = 30;
    private static final int IO_PERCENT = 95;

    private static final String BALANCER = "{LoadBalancer = lookup(var.load_balancer, \"arn_suffix\", \"\")}";
    private static final String TARGETS =
            "merge(" + BALANCER + ", {TargetGroup = lookup(var.load_balancer, \"target_group\", \"\")})";

    /**
     * One alarm.
     *
     * @param bad comparison operator and threshold, such as {@code > 10}; the threshold is a Terraform expression
     * @param periods number of consecutive periods
     */
    record Alarm(String name, String watch, Metric metric, String bad, int periods, String words) {}

    /**
     * A CloudWatch metric.
     *
     * @param statistic of CloudWatch, or a percentile such as p95
     * @param dimensions expression of a map
     */
    record Metric(String namespace, String name, String statistic, int seconds, String dimensions) {
        static Metric of(String namespace, String name, String statistic, String dimensions) {
            return new Metric(namespace, name, statistic, FIVE_MINUTES, dimensions);
        }
    }

    static final List<Alarm> ALL = List.of(
            new Alarm(
                    "balancer_errors",
                    "load-balancer",
                    Metric.of("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum", BALANCER),
                    "> var.thresholds.errors",
                    1,
                    "the load balancer itself answers 5xx: no web server takes requests"),
            new Alarm(
                    "errors",
                    "load-balancer",
                    Metric.of("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum", BALANCER),
                    "> var.thresholds.errors",
                    1,
                    "web servers answer 5xx"),
            new Alarm(
                    "latency",
                    "load-balancer",
                    Metric.of("AWS/ApplicationELB", "TargetResponseTime", "p95", BALANCER),
                    "> var.thresholds.latency",
                    3,
                    "images take too long"),
            new Alarm(
                    "unhealthy_hosts",
                    "load-balancer",
                    Metric.of("AWS/ApplicationELB", "UnHealthyHostCount", "Maximum", TARGETS),
                    "> 0",
                    2,
                    "a web server fails its health check"),
            new Alarm(
                    "certificate_expiry",
                    "certificate",
                    new Metric(
                            "AWS/CertificateManager",
                            "DaysToExpiry",
                            "Minimum",
                            DAY,
                            "{CertificateArn = lookup(var.load_balancer, \"certificate_arn\", \"\")}"),
                    "< " + CERTIFICATE_DAYS,
                    1,
                    "the certificate of port 443 expires soon"),
            new Alarm(
                    "group_cpu",
                    "web-group",
                    Metric.of("AWS/EC2", "CPUUtilization", "Average", id("AutoScalingGroupName", "web-group")),
                    "> var.thresholds.cpu",
                    3,
                    "the web servers are busy although auto-scaling had time"),
            new Alarm(
                    "group_memory",
                    "web-group",
                    Metric.of("qis-aws", "mem_used_percent", "Maximum", id("AutoScalingGroupName", "web-group")),
                    "> 90",
                    3,
                    "a web server runs out of memory"),
            new Alarm(
                    "database_storage",
                    "database",
                    Metric.of("AWS/RDS", "FreeStorageSpace", "Minimum", id("DBInstanceIdentifier", "database")),
                    "< var.thresholds.free_storage_gib * 1073741824",
                    1,
                    "the database's storage runs out"),
            new Alarm(
                    "database_connections",
                    "database",
                    Metric.of("AWS/RDS", "DatabaseConnections", "Maximum", id("DBInstanceIdentifier", "database")),
                    "> floor(var.max_connections * 0.8)",
                    2,
                    "the database's connections run out"),
            new Alarm(
                    "database_cpu",
                    "database",
                    Metric.of("AWS/RDS", "CPUUtilization", "Average", id("DBInstanceIdentifier", "database")),
                    "> var.thresholds.cpu",
                    3,
                    "the database is busy"),
            new Alarm(
                    "cache_evictions",
                    "cache",
                    Metric.of("AWS/ElastiCache", "Evictions", "Sum", id("CacheClusterId", "cache")),
                    "> var.thresholds.evictions",
                    3,
                    "the cache is too small for what is asked for"),
            new Alarm(
                    "image_store_io",
                    "image-store",
                    Metric.of("AWS/EFS", "PercentIOLimit", "Maximum", id("FileSystemId", "image-store")),
                    "> " + IO_PERCENT,
                    3,
                    "the image tree is at the limit of its operations"),
            new Alarm(
                    "container_host_status",
                    "container-host",
                    Metric.of("AWS/EC2", "StatusCheckFailed", "Maximum", id("InstanceId", "container-host")),
                    "> 0",
                    2,
                    "the host of the containers, or what it runs on, fails"),
            new Alarm(
                    "data_server_status",
                    "data-server",
                    Metric.of("AWS/EC2", "StatusCheckFailed", "Maximum", id("InstanceId", "data-server")),
                    "> 0",
                    2,
                    "the data server or its host fails"),
            new Alarm(
                    "data_server_disk",
                    "data-server",
                    Metric.of("qis-aws", "disk_used_percent", "Maximum", id("InstanceId", "data-server")),
                    "> 85",
                    1,
                    "a volume of the data server runs full"),
            new Alarm(
                    "data_server_memory",
                    "data-server",
                    Metric.of("qis-aws", "mem_used_percent", "Maximum", id("InstanceId", "data-server")),
                    "> 95",
                    3,
                    "the data server runs out of memory"));

    private Alarms() {}

    static void add(Blueprint b) {
        ALL.forEach(alarm -> simple(b, alarm));
        hitRate(b);
    }

    private static String id(String dimension, String resource) {
        return "{" + dimension + " = lookup(var.resources, \"" + resource + "\", \"\")}";
    }

    private static String watched(String what) {
        return "contains(var.watch, \"" + what + "\")";
    }

    private static void simple(Blueprint b, Alarm alarm) {
        Metric metric = alarm.metric();
        CloudwatchMetricAlarm made = alarm(b, alarm.name(), alarm.watch(), alarm.bad(), alarm.periods(), alarm.words());
        made.setNamespace(metric.namespace());
        made.setMetricName(metric.name());
        made.setPeriod(metric.seconds());
        made.addOverride(metric.statistic().startsWith("p") ? "extended_statistic" : "statistic", metric.statistic());
        made.addOverride("dimensions", "${" + metric.dimensions() + "}");
    }

    private static CloudwatchMetricAlarm alarm(
            Blueprint b, String name, String watch, String bad, int periods, String words) {
        String awsName = "qis-" + name.replace('_', '-');
        CloudwatchMetricAlarm made = b.add(name, id -> CloudwatchMetricAlarm.Builder.create(b.stack(), id)
                .alarmName(b.named(awsName))
                .alarmDescription("QIS ${var.environment}: " + words)
                .comparisonOperator(bad.startsWith(">") ? "GreaterThanThreshold" : "LessThanThreshold")
                .threshold(Token.asNumber("${" + bad.substring(2) + "}"))
                .evaluationPeriods(periods)
                .treatMissingData("notBreaching")
                .build());
        made.addOverride("alarm_actions", "${local.topics}");
        made.addOverride("ok_actions", "${local.topics}");
        b.onlyIf(made, watched(watch));
        b.name(made, awsName);
        return made;
    }

    /** Counts only while there is traffic, because a few misses at night are no problem. */
    private static void hitRate(Blueprint b) {
        CloudwatchMetricAlarm made =
                alarm(b, "cache_hit_rate", "cache", "< var.thresholds.hit_rate", 6, "few images come from the cache");
        made.addOverride(
                "metric_query",
                List.of(
                        Map.of(
                                "id", "rate",
                                "label", "Hit rate in percent",
                                "expression", "IF(hits + misses > 1000, 100 * hits / (hits + misses), 100)",
                                "return_data", true),
                        query("hits", "GetHits"),
                        query("misses", "GetMisses")));
    }

    private static Map<String, Object> query(String id, String name) {
        return Map.of(
                "id",
                id,
                "return_data",
                false,
                "metric",
                Map.of(
                        "namespace",
                        "AWS/ElastiCache",
                        "metric_name",
                        name,
                        "period",
                        FIVE_MINUTES,
                        "stat",
                        "Sum",
                        "dimensions",
                        "${" + id("CacheClusterId", "cache") + "}"));
    }
}
