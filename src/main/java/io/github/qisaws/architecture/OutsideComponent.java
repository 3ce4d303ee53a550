package io.github.qisaws.architecture;

import io.github.qisaws.architecture.Contract.Location;
import io.github.qisaws.architecture.OutsideInputs.Home;
import io.github.qisaws.architecture.OutsideInputs.Watching;
import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What only us-east-1 can watch: the site from outside, CloudFront, and its certificate. */
public final class OutsideComponent {
    private static final List<String> WATCHED = List.of("site", "cloudfront", "certificate");

    public static final Contract CONTRACT = new Contract(
            "outside",
            "Outside",
            "A health check of Route 53 that asks the site over HTTPS from several regions of the world, and alarms on"
                    + " it, on CloudFront's errors, and on CloudFront's certificate. Their metrics are in us-east-1,"
                    + " and an alarm notifies only topics of its own region. So give this module a provider for"
                    + " us-east-1; it has an SNS topic of its own, whose subscription the recipient confirms"
                    + " separately. Route 53 does not check whether the certificate is valid.",
            inputs(),
            List.of(
                    new Contract.Output("topic_arn", "ARN of the alarms' SNS topic; null without an email address."),
                    new Contract.Output("health_check_id", "ID of the health check; null without site in watch."),
                    new Contract.Output("alarm_names", "Names of all alarms.")),
            List.of(),
            Location.US_EAST_1);

    private OutsideComponent() {}

    /** The component; empty if the environment has nothing that only us-east-1 can watch. */
    static Optional<Outputs> of(Environment environment, Application application, Optional<EdgeOutputs> edge) {
        Operations operations = application.operations();
        Optional<EdgeOutputs> front = edge.filter(outputs -> application.edge().isCloudFront());
        if (!operations.monitoring() || (!operations.canary() && front.isEmpty())) {
            return Optional.empty();
        }
        List<String> watch = new ArrayList<>();
        SortedMap<String, String> cloudFront = new TreeMap<>();
        if (operations.canary()) {
            watch.add("site");
        }
        front.ifPresent(outputs -> {
            watch.addAll(List.of("cloudfront", "certificate"));
            cloudFront.put("distribution_id", outputs.distributionId().text());
            cloudFront.put(
                    "certificate_arn", String.valueOf(outputs.call().arguments().get("cloudfront_certificate_arn")));
        });
        return Optional.of(new Outputs(Call.of(new OutsideInputs(
                Common.of(environment, CONTRACT),
                new Home(environment.placement().region()),
                new Watching(watch, cloudFront)))));
    }

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.HOME_REGION,
                Input.optional("watch", "set(string)", List.of())
                        .decidedBy("monitoring.canary")
                        .describedAs("What to watch: " + String.join(", ", WATCHED)
                                + ". site requires host_name, the others their entry in cloudfront.")
                        .rule(
                                "length(setsubtract(var.watch, [\"" + String.join("\", \"", WATCHED) + "\"])) == 0",
                                "watch can contain only " + String.join(", ", WATCHED) + ".",
                                List.of("weather"))
                        .build(),
                CommonInputs.operatorEmail()
                        .fedBy("operator-email")
                        .describedAs("Email address that receives the alarms; empty means none. AWS asks the recipient"
                                + " to confirm.")
                        .build(),
                CommonInputs.hostName()
                        .describedAs("Public DNS name of the site.")
                        .rule(
                                "!contains(var.watch, \"site\") || var.host_name != \"\"",
                                "host_name is required to watch the site.",
                                "Images.example.com")
                        .build(),
                Input.optional("path", "string", "/api/v1/list/?path=/&limit=1")
                        .describedAs("Path with query that the health check requests. A status of 2xx or 3xx within 2"
                                + " seconds is healthy. The default uses the database.")
                        .matching("/.{0,254}", "path must begin with / and have at most 255 characters.", "api")
                        .build(),
                Input.optional("cloudfront", "map(string)", Map.of())
                        .decidedBy("edge.cloudfront")
                        .describedAs("distribution_id: ID of the CloudFront distribution. certificate_arn: ARN of its"
                                + " certificate.")
                        .rule(
                                "alltrue([for k, v in var.cloudfront : can(regex(\"^[A-Za-z0-9:/._-]+$\", v))])",
                                "cloudfront must contain IDs or ARNs.",
                                Map.of("distribution_id", "two words"))
                        .build(),
                Input.optional("error_percent", "number", 5)
                        .describedAs("Alarm threshold: percentage of CloudFront's responses with status 5xx.")
                        .between(1, 100)
                        .build());
    }
}
