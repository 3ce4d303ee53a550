package io.github.qisaws.module;

import io.github.qisaws.module.Alarm.Metric;
import io.github.qisaws.module.Alarm.Signal;
import io.github.qisaws.module.Alarm.Span;
import java.util.List;
import java.util.stream.Stream;

/** The alarms on single metrics, one row each. */
final class AlarmTable {
    private static final int HOUR = 3600;
    private static final int DAY = 86400;
    private static final int CERTIFICATE_DAYS = 30;
    private static final int IO_PERCENT = 95;
    private static final Span MOST_OF_FIVE_MINUTES = new Span(3, 5);
    private static final Span MOST_OF_A_QUARTER_HOUR = new Span(2, 3);

    private static final String BALANCER = "{LoadBalancer = lookup(var.load_balancer, \"arn_suffix\", \"\")}";
    private static final String TARGETS =
            "merge(" + BALANCER + ", {TargetGroup = lookup(var.load_balancer, \"target_group\", \"\")})";

    private AlarmTable() {}

    static List<Alarm> rows() {
        return Stream.of(front(), webServers(), services(), servers(), backups())
                .flatMap(List::stream)
                .toList();
    }

    /** The name of a resource as a dimension. */
    static String id(String dimension, String resource) {
        return "{" + dimension + " = lookup(var.resources, \"" + resource + "\", \"\")}";
    }

    private static List<Alarm> front() {
        return List.of(
                new Alarm(
                        "balancer_errors",
                        "load-balancer",
                        Signal.EVENT,
                        Metric.of("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum", BALANCER),
                        "> var.thresholds.errors",
                        Span.all(1),
                        "the load balancer itself answers 5xx: no web server takes requests"),
                new Alarm(
                        "errors",
                        "load-balancer",
                        Signal.EVENT,
                        Metric.of("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum", BALANCER),
                        "> var.thresholds.errors",
                        Span.all(1),
                        "web servers answer 5xx"),
                new Alarm(
                        "latency",
                        "load-balancer",
                        Signal.EVENT,
                        Metric.of("AWS/ApplicationELB", "TargetResponseTime", "p95", BALANCER),
                        "> var.thresholds.latency",
                        Span.all(3),
                        "images take too long"),
                new Alarm(
                        "healthy_hosts",
                        "load-balancer",
                        Signal.LIVENESS,
                        Metric.eachMinute("AWS/ApplicationELB", "HealthyHostCount", "Minimum", TARGETS),
                        "< 1",
                        MOST_OF_FIVE_MINUTES,
                        "no web server passes its health check: the site is down"),
                new Alarm(
                        "unhealthy_hosts",
                        "load-balancer",
                        Signal.EVENT, // Silence is reported by healthy_hosts.
                        Metric.of("AWS/ApplicationELB", "UnHealthyHostCount", "Maximum", TARGETS),
                        "> 0",
                        Span.all(2),
                        "a web server fails its health check"),
                certificate(
                        "certificate_expiry",
                        "lookup(var.load_balancer, \"certificate_arn\", \"\")",
                        "the certificate of port 443 expires soon"));
    }

    /** ACM no longer reports the metric once the certificate has expired (AWS's reference of the CDK). */
    static Alarm certificate(String name, String arn, String words) {
        Metric metric =
                new Metric("AWS/CertificateManager", "DaysToExpiry", "Minimum", DAY, "{CertificateArn = " + arn + "}");
        return new Alarm(name, "certificate", Signal.LIVENESS, metric, "< " + CERTIFICATE_DAYS, Span.all(2), words);
    }

    /** The group can be empty, and then has no metrics. */
    private static List<Alarm> webServers() {
        return List.of(
                new Alarm(
                        "group_cpu",
                        "web-group",
                        Signal.EVENT,
                        Metric.of("AWS/EC2", "CPUUtilization", "Average", id("AutoScalingGroupName", "web-group")),
                        "> var.thresholds.cpu",
                        Span.all(3),
                        "the web servers are busy although auto-scaling had time"),
                new Alarm(
                        "group_memory",
                        "web-group",
                        Signal.EVENT,
                        Metric.of("qis-aws", "mem_used_percent", "Maximum", id("AutoScalingGroupName", "web-group")),
                        "> 90",
                        Span.all(3),
                        "a web server runs out of memory"),
                status("full_time_server_status", "full-time-server", "InstanceId", "the full-time web server"),
                status(
                        "full_time_group_status",
                        "full-time-group",
                        "AutoScalingGroupName",
                        "the full-time web server"));
    }

    /** Of the metrics of one service, one reports silence, so that a dead service sends one email. */
    private static List<Alarm> services() {
        return List.of(
                new Alarm(
                        "database_storage",
                        "database",
                        Signal.LIVENESS,
                        Metric.of("AWS/RDS", "FreeStorageSpace", "Minimum", id("DBInstanceIdentifier", "database")),
                        "< var.thresholds.free_storage_gib * 1073741824",
                        MOST_OF_A_QUARTER_HOUR,
                        "the database's storage runs out"),
                new Alarm(
                        "database_connections",
                        "database",
                        Signal.EVENT,
                        Metric.of("AWS/RDS", "DatabaseConnections", "Maximum", id("DBInstanceIdentifier", "database")),
                        "> floor(var.max_connections * 0.8)",
                        Span.all(2),
                        "the database's connections run out"),
                new Alarm(
                        "database_cpu",
                        "database",
                        Signal.EVENT,
                        Metric.of("AWS/RDS", "CPUUtilization", "Average", id("DBInstanceIdentifier", "database")),
                        "> var.thresholds.cpu",
                        Span.all(3),
                        "the database is busy"),
                new Alarm(
                        "cache_evictions",
                        "cache",
                        Signal.LIVENESS,
                        Metric.of("AWS/ElastiCache", "Evictions", "Sum", id("CacheClusterId", "cache")),
                        "> var.thresholds.evictions",
                        Span.all(3),
                        "the cache is too small for what is asked for"),
                new Alarm(
                        "image_store_io",
                        "image-store",
                        Signal.EVENT, // EFS reports it while servers use the file system.
                        Metric.of("AWS/EFS", "PercentIOLimit", "Maximum", id("FileSystemId", "image-store")),
                        "> " + IO_PERCENT,
                        Span.all(3),
                        "the image tree is at the limit of its operations"));
    }

    /** The disk alarm also reports the silence of the CloudWatch agent. */
    private static List<Alarm> servers() {
        return List.of(
                status(
                        "container_host_status",
                        "container-host",
                        "InstanceId",
                        "the host of the containers, or what it runs on,"),
                status("data_server_status", "data-server", "InstanceId", "the data server or its host"),
                new Alarm(
                        "data_server_disk",
                        "data-server",
                        Signal.LIVENESS,
                        Metric.of("qis-aws", "disk_used_percent", "Maximum", id("InstanceId", "data-server")),
                        "> 85",
                        MOST_OF_A_QUARTER_HOUR,
                        "a volume of the data server runs full"),
                new Alarm(
                        "data_server_memory",
                        "data-server",
                        Signal.EVENT,
                        Metric.of("qis-aws", "mem_used_percent", "Maximum", id("InstanceId", "data-server")),
                        "> 95",
                        Span.all(3),
                        "the data server runs out of memory"));
    }

    /** EC2 reports both status checks each minute for as long as the instance runs. */
    private static Alarm status(String name, String watch, String dimension, String what) {
        return new Alarm(
                name,
                watch,
                Signal.LIVENESS,
                Metric.eachMinute("AWS/EC2", "StatusCheckFailed", "Maximum", id(dimension, watch)),
                "> 0",
                MOST_OF_FIVE_MINUTES,
                what + " fails");
    }

    /** AWS Backup reports each number only if it is not zero. */
    private static List<Alarm> backups() {
        return List.of(
                jobs("backup_failed", "backup", "BackupJobsFailed", "a backup job failed"),
                jobs("backup_expired", "backup", "BackupJobsExpired", "a backup job could not start in its window"),
                jobs("backup_aborted", "backup", "BackupJobsAborted", "a backup job was canceled"),
                jobs("restore_failed", "restore-test", "RestoreJobsFailed", "a restore from the backup vault failed"));
    }

    private static Alarm jobs(String name, String watch, String metric, String words) {
        return new Alarm(
                name,
                watch,
                Signal.EVENT,
                new Metric("AWS/Backup", "NumberOf" + metric, "Sum", HOUR, id("BackupVaultName", watch)),
                "> 0",
                Span.all(1),
                words);
    }
}
