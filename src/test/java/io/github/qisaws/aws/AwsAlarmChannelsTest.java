package io.github.qisaws.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.aws.AlarmChannels.MetricAlarm;
import io.github.qisaws.aws.AlarmChannels.Subscription;
import io.github.qisaws.image.AnsweringServer;
import io.github.qisaws.image.AnsweringServer.Answer;
import io.github.qisaws.problem.Effects;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** With answers in the form that AWS documents; the emulator confirms each subscription by itself. */
@DisplayName("SNS, CloudWatch, and EventBridge")
class AwsAlarmChannelsTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:qis-operator-demo";

    private final Effects effects = new Effects();

    private AwsAlarmChannels channels(AnsweringServer server) {
        return new AwsAlarmChannels(new AwsAccess(
                "eu-west-1",
                Map.of(
                        "AWS_ENDPOINT_URL",
                        server.address(),
                        "AWS_ACCESS_KEY_ID",
                        "id",
                        "AWS_SECRET_ACCESS_KEY",
                        "secret"),
                effects));
    }

    private static AnsweringServer answering(String... bodies) throws IOException {
        Deque<String> left = new ArrayDeque<>(List.of(bodies));
        return AnsweringServer.answering(request -> Answer.ok(left.removeFirst()));
    }

    private static String subscriptions(String member, String token) {
        return "<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>" + member
                + "</Subscriptions>" + token
                + "</ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>";
    }

    private static String member(String arn, String endpoint) {
        return "<member><TopicArn>" + TOPIC + "</TopicArn><Protocol>email</Protocol><SubscriptionArn>" + arn
                + "</SubscriptionArn><Endpoint>" + endpoint + "</Endpoint></member>";
    }

    @Test
    void readsAllPagesOfSubscriptionsAndWhichAreConfirmed() throws IOException {
        try (AnsweringServer server = answering(
                subscriptions(member("PendingConfirmation", "a@example.com"), "<NextToken>more</NextToken>"),
                subscriptions(member(TOPIC + ":1", "b@example.com") + member("Deleted", "c@example.com"), ""))) {
            assertThat(channels(server).subscriptions(TOPIC))
                    .contains(List.of(
                            new Subscription("email", "a@example.com", false),
                            new Subscription("email", "b@example.com", true)));
            assertThat(server.sent()).last().asString().contains("NextToken=more");
        }
        assertThat(effects.sentence()).isEqualTo("Nothing was changed.");
    }

    @Test
    void findsNoSubscriptionsOfATopicThatDoesNotExist() throws IOException {
        try (AnsweringServer server = AnsweringServer.answering(request -> new Answer(
                404, "<ErrorResponse><Error><Code>NotFound</Code><Message>no</Message></Error></ErrorResponse>", ""))) {
            assertThat(channels(server).subscriptions(TOPIC)).isEmpty();
        }
    }

    @Test
    void readsAlarmsWithTheActionsOfAllStates() throws IOException {
        try (AnsweringServer server = answering("<DescribeAlarmsResponse><DescribeAlarmsResult><MetricAlarms><member>"
                + "<AlarmName>qis-errors-demo</AlarmName><StateValue>OK</StateValue>"
                + "<AlarmActions><member>one</member></AlarmActions><OKActions><member>two</member></OKActions>"
                + "</member></MetricAlarms></DescribeAlarmsResult></DescribeAlarmsResponse>")) {
            assertThat(channels(server).alarms("qis-"))
                    .containsExactly(new MetricAlarm("qis-errors-demo", "OK", List.of("one", "two")));
        }
    }

    @Test
    void doesNotUseADisabledRule() throws IOException {
        try (AnsweringServer server = answering("{\"State\":\"DISABLED\",\"EventPattern\":\"{}\"}")) {
            assertThat(channels(server).rule("qis-web-groups-demo")).isEmpty();
        }
    }

    @Test
    void saysWhatWasSent() throws IOException {
        try (AnsweringServer server = answering("<PublishResponse/>")) {
            channels(server).publish(TOPIC, "subject", "message");
        }
        assertThat(effects.sentence()).contains("published a test message to " + TOPIC);
    }

    @Test
    void failsForAnEventThatEventBridgeDoesNotTake() throws IOException {
        try (AnsweringServer server = answering(
                "{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorMessage\":\"not authorized for the source\"}]}")) {
            assertThatThrownBy(() -> channels(server).send("aws.x", "type", Map.of()))
                    .hasMessageContaining("events:PutEvents")
                    .hasStackTraceContaining("not authorized for the source");
        }
    }
}
