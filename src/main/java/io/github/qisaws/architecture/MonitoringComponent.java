package io.github.qisaws.architecture;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Alarms, a dashboard, and the log group of the servers. */
public final class MonitoringComponent {
    private static final List<String> WATCHED = List.of(
            "load-balancer",
            "certificate",
            "web-group",
            "full-time-server",
            "full-time-group",
            "database",
            "cache",
            "image-store",
            "data-server",
            "container-host",
            "backup",
            "restore-test");

    public static final Contract CONTRACT = new Contract(
            "monitoring",
            "Monitoring",
            "Alarms by email, a dashboard with the same metrics, and the log group of the servers. The monitored"
                    + " components are given as a list of names, so that a plan does not depend on resources that do"
                    + " not exist yet. Missing data is a fault for metrics that a working resource always has, such as"
                    + " status checks, and no fault for metrics that exist only under load, such as errors.",
            inputs(),
            List.of(
                    new Contract.Output("topic_arn", "ARN of the alarms' SNS topic; null without one."),
                    new Contract.Output("log_group_name", "Log group of the servers. Value for QIS_LOG_GROUP."),
                    new Contract.Output("dashboard_name", "Name of the dashboard."),
                    new Contract.Output("alarm_names", "Names of all alarms.")),
            List.of(new Contract.Stateful("aws_cloudwatch_log_group.servers", "the servers' logs")));

    private MonitoringComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.ENCRYPTION_KEY,
                Input.optional("watch", "set(string)", List.of())
                        .decidedBy("architecture")
                        .describedAs("Components to monitor: " + String.join(", ", WATCHED)
                                + ". Each requires its entry in load_balancer or resources.")
                        .rule(
                                "length(setsubtract(var.watch, [\"" + String.join("\", \"", WATCHED) + "\"])) == 0",
                                "watch can contain only " + String.join(", ", WATCHED) + ".",
                                List.of("weather"))
                        .build(),
                CommonInputs.operatorEmail()
                        .decidedBy("operator-email")
                        .describedAs("Email address that receives the alarms through an SNS topic of this module. If"
                                + " empty, topic_arn is used; without either, no alarms are sent. AWS asks the"
                                + " recipient to confirm.")
                        .build(),
                Input.optional("topic_arn", "string", "")
                        .describedAs("Existing SNS topic to which CloudWatch can publish; empty means none.")
                        .matching("|" + CommonInputs.ARN, "topic_arn must be empty or an ARN.", "qis")
                        .build(),
                names(
                        "load_balancer",
                        "arn_suffix and target_group: names of the load balancer and its target group in CloudWatch"
                                + " metrics. certificate_arn: the certificate for port 443."),
                names(
                        "resources",
                        "Names or IDs of the other components in watch, as CloudWatch metrics have them: of a server"
                                + " the instance ID, of a group the name of the Auto Scaling group, of backup and"
                                + " restore-test the name of the vault."),
                thresholds(),
                Input.of("data.max-connections")
                        .describedAs("PostgreSQL's max_connections. The alarm threshold is 80 percent.")
                        .build(),
                Input.optional("server_role_names", "list(string)", List.of())
                        .describedAs("IAM roles of the servers, which get permission to send logs and metrics.")
                        .eachMatching(
                                "[A-Za-z0-9+=,.@_-]{1,64}", "server_role_names must contain names of IAM roles.", "a/b")
                        .build(),
                Input.of("monitoring.log-days")
                        .describedAs("Retention of server logs in days.")
                        .build());
    }

    private static Input names(String name, String description) {
        return Input.optional(name, "map(string)", Map.of())
                .describedAs(description)
                .rule(
                        "alltrue([for k, v in var." + name + " : can(regex(\"^[A-Za-z0-9:/._-]+$\", v))])",
                        name + " must contain IDs, names, or ARNs.",
                        Map.of("web-group", "two words"))
                .build();
    }

    private static Input thresholds() {
        Map<String, Object> standard = new TreeMap<>(Map.of(
                "errors", 10, "latency", 5, "cpu", 90, "free_storage_gib", 5, "evictions", 1000, "hit_rate", 90));
        return Input.optional(
                        "thresholds",
                        "object({errors = optional(number, 10), latency = optional(number, 5), cpu = optional(number,"
                                + " 90), free_storage_gib = optional(number, 5), evictions = optional(number, 1000),"
                                + " hit_rate = optional(number, 90)})",
                        standard)
                .describedAs(
                        "Alarm thresholds. errors: 5xx responses in 5 minutes. latency: 95th percentile in seconds."
                                + " cpu: percent. free_storage_gib: free storage of the database. evictions: per 5"
                                + " minutes. hit_rate: percent; the default is QIS's own target.")
                .rule(
                        "alltrue([for v in values(var.thresholds) : v > 0])",
                        "thresholds must be above 0.",
                        Map.of("errors", 0))
                .rule(
                        "var.thresholds.cpu <= 100 && var.thresholds.hit_rate <= 100",
                        "thresholds.cpu and thresholds.hit_rate must be at most 100 percent.",
                        Map.of("cpu", 101))
                .build();
    }
}
