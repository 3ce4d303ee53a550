package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** SNS, CloudWatch, and EventBridge in one account and region. */
public final class AwsAlarmChannels implements AlarmChannels {
    private static final String SNS = "2010-03-31";
    private static final String CLOUDWATCH = "2010-08-01";
    private static final String EVENTS = "AWSEvents.";
    private static final Set<String> ABSENT = Set.of("NotFound", "NotFoundException", "ResourceNotFoundException");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AwsAccess access;
    private final SignedCalls calls;

    public AwsAlarmChannels(AwsAccess access) {
        this.access = access;
        this.calls = new SignedCalls(access);
    }

    @Override
    public Optional<List<Subscription>> subscriptions(String topic) {
        return access.call(
                "sns:ListSubscriptionsByTopic",
                () -> existing(() ->
                        pages("sns", SNS, "ListSubscriptionsByTopic", Map.of("TopicArn", topic), "Subscriptions")
                                .stream()
                                .filter(member ->
                                        !member.text("SubscriptionArn").equals(Optional.of("Deleted")))
                                .map(AwsAlarmChannels::subscription)
                                .toList()));
    }

    private static Subscription subscription(Xml member) {
        return new Subscription(
                member.text("Protocol").orElse(""),
                member.text("Endpoint").orElse(""),
                member.text("SubscriptionArn")
                        .filter(arn -> arn.startsWith("arn:"))
                        .isPresent());
    }

    @Override
    public List<MetricAlarm> alarms(String prefix) {
        return access.call("cloudwatch:DescribeAlarms", () -> pages(
                        "monitoring",
                        CLOUDWATCH,
                        "DescribeAlarms",
                        Map.of("AlarmNamePrefix", prefix, "AlarmTypes.member.1", "MetricAlarm"),
                        "MetricAlarms")
                .stream()
                .map(AwsAlarmChannels::alarm)
                .toList());
    }

    private static MetricAlarm alarm(Xml member) {
        List<String> actions = new ArrayList<>();
        for (String list : List.of("AlarmActions", "OKActions", "InsufficientDataActions")) {
            member.members(list).forEach(action -> actions.add(action.text()));
        }
        return new MetricAlarm(
                member.text("AlarmName").orElse(""), member.text("StateValue").orElse(""), actions);
    }

    @Override
    public Optional<Rule> rule(String name) {
        return access.call("events:DescribeRule", () -> existing(
                        () -> calls.json("events", EVENTS + "DescribeRule", Map.of("Name", name)))
                .filter(rule -> rule.path("State").asText().startsWith("ENABLED"))
                .map(rule -> new Rule(rule.path("EventPattern").asText())));
    }

    @Override
    public void publish(String topic, String subject, String message) {
        Map<String, String> parameters = Map.of("TopicArn", topic, "Subject", subject, "Message", message);
        access.change(
                "sns:Publish",
                "published a test message to " + topic,
                () -> calls.query("sns", SNS, "Publish", parameters));
    }

    @Override
    public void raise(String alarm, String reason) {
        Map<String, String> parameters = Map.of("AlarmName", alarm, "StateValue", "ALARM", "StateReason", reason);
        access.change(
                "cloudwatch:SetAlarmState",
                "set alarm " + alarm + " to ALARM until its next evaluation",
                () -> calls.query("monitoring", CLOUDWATCH, "SetAlarmState", parameters));
    }

    @Override
    public void send(String source, String detailType, Map<String, ?> detail) {
        Map<String, String> entry = Map.of(
                "Source",
                source,
                "DetailType",
                detailType,
                "Detail",
                JSON.valueToTree(detail).toString());
        access.change("events:PutEvents", "sent a test event to EventBridge", () -> {
            JsonNode answer = calls.json("events", EVENTS + "PutEvents", Map.of("Entries", List.of(entry)));
            if (answer.path("FailedEntryCount").asInt() > 0) {
                throw SdkClientException.create("EventBridge rejected the event: "
                        + answer.at("/Entries/0/ErrorMessage").asText());
            }
            return answer;
        });
    }

    private List<Xml> pages(
            String service, String version, String operation, Map<String, String> parameters, String list) {
        List<Xml> members = new ArrayList<>();
        Optional<String> token = Optional.of("");
        while (token.isPresent()) {
            Map<String, String> page = new TreeMap<>(parameters);
            token.filter(next -> !next.isEmpty()).ifPresent(next -> page.put("NextToken", next));
            Xml answer = Xml.parse(calls.query(service, version, operation, page));
            members.addAll(answer.members(list));
            token = answer.text("NextToken");
        }
        return members;
    }

    private static <T> Optional<T> existing(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (AwsServiceException e) {
            if (e.awsErrorDetails() != null
                    && ABSENT.contains(e.awsErrorDetails().errorCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
