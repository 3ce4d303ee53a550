package io.github.qisaws.pipeline;

import io.github.qisaws.aws.AlarmChannels;
import io.github.qisaws.aws.AlarmChannels.MetricAlarm;
import io.github.qisaws.aws.AlarmChannels.Rule;
import io.github.qisaws.aws.AlarmChannels.Subscription;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Placement;
import io.github.qisaws.pipeline.AlarmPaths.Finding;
import io.github.qisaws.pipeline.AlarmPaths.Recipient;
import io.github.qisaws.pipeline.AlarmPaths.Sent;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.workspace.ProgressLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends one real test through each path from an alarm to its recipients: to the topic itself, from a CloudWatch alarm,
 * and from the EventBridge rule. Each path has permissions of its own (topic policy, key policy), and AWS drops a
 * message without an error if one is missing.
 */
public final class AlarmDrill {
    /** Source and type of the test event, which the rule of the web tier matches beside the events of AWS. */
    private static final String SOURCE = "qis-aws";

    private static final String DETAIL_TYPE = "Test of the alarm paths";

    private static final String SOON = " within 5 minutes.";

    private static final int REGION_OF_ARN = 3;

    private final Function<String, AlarmChannels> channels;
    private final Environment environment;
    private final List<Recipient> recipients = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Sends nothing yet.
     *
     * @param channels the services in a region
     */
    public AlarmDrill(Function<String, AlarmChannels> channels, Environment environment) {
        this.channels = channels;
        this.environment = environment;
    }

    /**
     * Sends the tests.
     *
     * @throws io.github.qisaws.problem.ProblemException if the environment has no topic
     */
    public AlarmPaths run(ProgressLog log) {
        Map<String, List<Subscription>> topics = topics();
        topics.forEach(this::judge);
        log.say("Sends test messages to " + String.join(", ", topics.keySet()) + ", which notifies " + recipients.size()
                + (recipients.size() == 1 ? " recipient." : " recipients."));
        for (String topic : topics.keySet()) {
            direct(topic);
            alarm(topic);
        }
        event();
        return new AlarmPaths(environment.name(), recipients, sent, findings);
    }

    /** The topics of the modules web-tier, monitoring, and outside that exist, with their subscriptions. */
    private Map<String, List<Subscription>> topics() {
        Map<String, List<Subscription>> topics = new LinkedHashMap<>();
        List<String> possible = new ArrayList<>();
        for (String name : List.of("qis-operator", "qis-alarms")) {
            possible.add(arn(region(), named(name)));
        }
        if (environment.placement().usEast1()) {
            possible.add(arn(Placement.US_EAST_1, named("qis-outside") + "-" + region()));
        }
        for (String topic : possible) {
            of(topic).subscriptions(topic).ifPresent(found -> topics.put(topic, found));
        }
        if (topics.isEmpty()) {
            throw new Problem(
                            ExitCode.FAILED,
                            environment.name() + " has no SNS topic for alarms",
                            "Neither " + named("qis-operator") + " nor " + named("qis-alarms") + " exists in "
                                    + region() + ".",
                            "Set operator-email and monitoring: {enabled: true} in the environment file, then plan and"
                                    + " apply it.")
                    .asException();
        }
        return topics;
    }

    private String named(String name) {
        return name + "-" + environment.name();
    }

    private String region() {
        return environment.placement().region();
    }

    private String arn(String region, String topic) {
        return "arn:" + Placement.partitionOf(region) + ":sns:" + region + ":"
                + environment.placement().account() + ":" + topic;
    }

    /** The services in the region of a topic. An alarm notifies only topics of its region. */
    private AlarmChannels of(String topic) {
        return channels.apply(topic.split(":", -1)[REGION_OF_ARN]);
    }

    private void judge(String topic, List<Subscription> subscriptions) {
        if (subscriptions.isEmpty()) {
            findings.add(new Finding(
                    topic + " has no subscription, so nobody is notified.",
                    "Run qis-aws plan " + environment.name()
                            + ", which creates the subscription of operator-email again, then apply it."));
        }
        for (Subscription each : subscriptions) {
            recipients.add(Recipient.of(topic, each));
            if (!each.confirmed()) {
                findings.add(new Finding(
                        each.endpoint() + " has not confirmed its subscription, so it gets no alarms.",
                        "Open the email \"AWS Notification - Subscription Confirmation\" and follow its link. To send"
                                + " it again: aws sns subscribe --topic-arn " + topic + " --protocol "
                                + each.protocol() + " --notification-endpoint " + each.endpoint()));
            }
        }
    }

    private void direct(String topic) {
        String subject = "QIS " + environment.name() + ": test of the alarm paths";
        of(topic).publish(topic, subject, "This is a test by " + command() + ". It needs no action.");
        sent.add(new Sent(
                "topic", "published to " + topic + ".", "a message with the subject \"" + subject + "\"" + SOON));
    }

    private void alarm(String topic) {
        Optional<MetricAlarm> usable = of(topic).alarms("qis-").stream()
                .filter(alarm -> alarm.actions().contains(topic)
                        && alarm.actions().stream().allMatch(topic::equals))
                .filter(alarm -> !alarm.state().equals("ALARM"))
                .findFirst();
        if (usable.isEmpty()) {
            notSent(
                    "CloudWatch alarm → topic",
                    "no alarm that notifies " + topic + " is in state OK.",
                    "Run " + command() + " again later.");
            return;
        }
        String name = usable.get().name();
        of(topic).raise(name, "Test by " + command());
        sent.add(new Sent(
                "CloudWatch alarm → topic",
                "set " + name + " to ALARM. CloudWatch sets it back when it next evaluates the alarm.",
                "a message with the subject \"ALARM: \"" + name + "\" in …\", and mostly one that it is OK again,"
                        + SOON));
    }

    /** AWS does not accept events in the name of its own services, so the rule also matches this event. */
    private void event() {
        String name = named("qis-web-groups");
        Optional<Rule> rule = channels.apply(region()).rule(name);
        if (rule.isEmpty()) {
            return;
        }
        if (!rule.get().pattern().contains("\"" + SOURCE + "\"")) {
            notSent(
                    "EventBridge rule → topic",
                    "rule " + name + " does not match test events yet.",
                    "Run qis-aws plan " + environment.name() + ", apply the plan, then run " + command() + " again.");
            return;
        }
        channels.apply(region())
                .send(
                        SOURCE,
                        DETAIL_TYPE,
                        Map.of("AutoScalingGroupName", named("qis-web"), "EC2InstanceId", "none (this is a test)"));
        sent.add(new Sent(
                "EventBridge rule → topic",
                "sent a test event that rule " + name + " matches.",
                "a message \"QIS " + environment.name() + ": " + DETAIL_TYPE + ", …\"" + SOON));
    }

    private void notSent(String path, String why, String fix) {
        findings.add(new Finding(path + " was not tested: " + why, fix));
    }

    private String command() {
        return "qis-aws alarms test " + environment.name();
    }
}
