package io.github.qisaws.architecture;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Alarms to the operator, a dashboard, and the log group of the servers. */
public final class MonitoringComponent {
    public static final Contract CONTRACT = new Contract(
            "monitoring",
            "Monitoring",
            "Alarms that reach the operator by mail, a dashboard with the same figures, and the log group that servers"
                    + " ship to. What is watched is said by name, so that a plan knows it before anything exists."
                    + " Alarms of figures that only appear under load, such as errors, treat their absence as good.",
            inputs(),
            List.of(
                    new Contract.Output("topic_arn", "Topic that the alarms use; null without any."),
                    new Contract.Output("log_group_name", "Log group of the servers, for QIS_LOG_GROUP."),
                    new Contract.Output("dashboard_name", "Name of the dashboard."),
                    new Contract.Output("alarm_names", "Names of all alarms.")),
            List.of(new Contract.Stateful("aws_cloudwatch_log_group.servers", "the servers' logs")));

    private MonitoringComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                Input.optional("watch", "set(string)", List.of())
                        .decidedBy("architecture")
                        .describedAs("What there is to watch: load-balancer, certificate, web-group, database, cache,"
                                + " image-store, data-server, container-host. Each needs its inputs below.")
                        .rule(
                                "length(setsubtract(var.watch, [\"load-balancer\", \"certificate\", \"web-group\","
                                        + " \"database\", \"cache\", \"image-store\", \"data-server\","
                                        + " \"container-host\"])) == 0",
                                "watch must hold load-balancer, certificate, web-group, database, cache, image-store,"
                                        + " data-server and container-host only.",
                                List.of("weather"))
                        .build(),
                Input.optional("operator_email", "string", "")
                        .decidedBy("operator-email")
                        .describedAs("Gets the alarms by a topic of this module; empty means topic_arn, or nobody. AWS"
                                + " asks the receiver to confirm.")
                        .matching(
                                "|[^@ ]+@[^@ ]+[.][^@ ]+",
                                "operator_email must be a mail address such as ops@example.com, or empty.",
                                "nobody")
                        .build(),
                Input.optional("topic_arn", "string", "")
                        .describedAs("A topic that is there already and lets CloudWatch publish; empty means none.")
                        .matching("|" + CommonInputs.ARN, "topic_arn must be empty or an ARN.", "qis")
                        .build(),
                names(
                        "load_balancer",
                        "arn_suffix and target_group: the balancer and its target group as CloudWatch"
                                + " names them; certificate_arn: the certificate of port 443."),
                names(
                        "resources",
                        "Ids by name of what is watched: web-group, database, cache, image-store, data-server,"
                                + " container-host."),
                thresholds(),
                Input.of("data.max-connections")
                        .describedAs("Connections that the database accepts; the alarm is at 80 percent.")
                        .build(),
                Input.optional("server_role_names", "list(string)", List.of())
                        .describedAs("IAM roles of the servers, which get the right to ship logs and metrics.")
                        .eachMatching(
                                "[A-Za-z0-9+=,.@_-]{1,64}", "server_role_names must hold names of IAM roles.", "a/b")
                        .build(),
                Input.of("monitoring.log-days")
                        .describedAs("Days that the servers' logs are kept.")
                        .build());
    }

    private static Input names(String name, String description) {
        return Input.optional(name, "map(string)", Map.of())
                .describedAs(description)
                .rule(
                        "alltrue([for k, v in var." + name + " : can(regex(\"^[A-Za-z0-9:/._-]+$\", v))])",
                        name + " must hold ids, names or ARNs.",
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
                        "errors: answers 5xx in 5 minutes. latency: seconds of the slowest twentieth. cpu: percent."
                                + " free_storage_gib: of the database. evictions: in 5 minutes. hit_rate: percent, as QIS itself"
                                + " aims for.")
                .rule(
                        "alltrue([for v in values(var.thresholds) : v > 0])",
                        "thresholds must be above 0.",
                        Map.of("errors", 0))
                .rule(
                        "var.thresholds.cpu <= 100 && var.thresholds.hit_rate <= 100",
                        "thresholds.cpu and thresholds.hit_rate are percent.",
                        Map.of("cpu", 101))
                .build();
    }
}
