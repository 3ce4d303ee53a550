package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.aws.AlarmChannels;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.AlarmPaths.Finding;
import io.github.qisaws.pipeline.AlarmPaths.Sent;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The test of the alarm paths")
class AlarmDrillTest {
    private static final String ARN = "arn:aws:sns:eu-west-1:123456789012:";
    private static final String OPERATOR = ARN + "qis-operator-demo";
    private static final String RULE = "/resource/aws_cloudwatch_event_rule/groups/event_pattern";

    private final Channels channels = new Channels();
    private final List<String> log = new ArrayList<>();
    private Environment environment;

    /** What an account has, and what was sent to it. */
    private static final class Channels implements AlarmChannels {
        private final Map<String, List<Subscription>> topics = new TreeMap<>();
        private final List<MetricAlarm> alarms = new ArrayList<>();
        private final List<String> sent = new ArrayList<>();
        private Optional<Rule> rule = Optional.empty();
        private Map<String, ?> detail = Map.of();

        @Override
        public Optional<List<Subscription>> subscriptions(String topic) {
            return Optional.ofNullable(topics.get(topic));
        }

        @Override
        public List<MetricAlarm> alarms(String prefix) {
            return alarms;
        }

        @Override
        public Optional<Rule> rule(String name) {
            return rule.filter(one -> name.equals("qis-web-groups-demo"));
        }

        @Override
        public void publish(String topic, String subject, String message) {
            sent.add("publish " + topic);
        }

        @Override
        public void raise(String alarm, String reason) {
            sent.add("raise " + alarm);
        }

        @Override
        public void send(String source, String detailType, Map<String, ?> more) {
            sent.add("event " + source + ", " + detailType);
            detail = more;
        }

        private void subscribe(String topic, boolean confirmed) {
            topics.put(topic, List.of(new Subscription("email", "ops@example.com", confirmed)));
        }

        private void alarm(String name, String state, String... actions) {
            alarms.add(new MetricAlarm(name, state, List.of(actions)));
        }
    }

    @BeforeEach
    void read(@TempDir Path folder) throws IOException {
        Path demo = Files.createDirectories(folder.resolve("demo"));
        Files.writeString(
                demo.resolve(EnvironmentFile.NAME),
                "region: eu-west-1\naccount: \"123456789012\"\narchitecture: two-server\n");
        environment = EnvironmentFile.read(demo);
    }

    @Test
    void theTopicInUsEast1IsTestedWithTheServicesThere(@TempDir Path folder) throws IOException {
        Path demo = Files.createDirectories(folder.resolve("demo"));
        Files.writeString(demo.resolve(EnvironmentFile.NAME), """
                region: eu-west-1
                account: "123456789012"
                architecture: two-server
                host-name: images.example.com
                monitoring: {enabled: true, canary: true}
                """);
        String outside = "arn:aws:sns:us-east-1:123456789012:qis-outside-demo-eu-west-1";
        Channels there = new Channels();
        there.subscribe(outside, true);
        there.alarm("qis-site-demo-eu-west-1", "OK", outside);

        AlarmPaths paths = new AlarmDrill(
                        region -> region.equals("us-east-1") ? there : channels, EnvironmentFile.read(demo))
                .run(log::add);

        assertThat(there.sent).containsExactly("publish " + outside, "raise qis-site-demo-eu-west-1");
        assertThat(channels.sent).isEmpty();
        assertThat(paths.findings()).isEmpty();
    }

    private AlarmPaths run() {
        return new AlarmDrill(region -> channels, environment).run(log::add);
    }

    private static String pattern() throws IOException {
        JsonNode module = new ObjectMapper()
                .readTree(Path.of("modules/web-tier/main.tf.json").toFile());
        return module.at(RULE).asText();
    }

    @Test
    void goesThroughEachPathAndSaysWhatArrives() throws IOException {
        channels.subscribe(OPERATOR, true);
        channels.alarm("qis-errors-demo", "OK", OPERATOR, OPERATOR);
        channels.rule = Optional.of(new AlarmChannels.Rule(pattern()));

        AlarmPaths paths = run();

        assertThat(channels.sent)
                .containsExactly(
                        "publish " + OPERATOR, "raise qis-errors-demo", "event qis-aws, Test of the alarm paths");
        assertThat(paths.findings()).isEmpty();
        assertThat(paths.sent())
                .extracting(Sent::path)
                .containsExactly("topic", "CloudWatch alarm → topic", "EventBridge rule → topic");
        assertThat(paths.lines()).contains("Recipient: email ops@example.com (" + OPERATOR + ")");
        assertThat(log).first().asString().contains(OPERATOR, "1 recipient.");
    }

    /** The module and the command must name the same event, or the rule drops it in silence. */
    @Test
    void sendsAnEventThatTheRuleOfTheModuleMatches() throws IOException {
        channels.subscribe(OPERATOR, true);
        channels.rule = Optional.of(new AlarmChannels.Rule(pattern()));
        run();

        JsonNode pattern = new ObjectMapper().readTree(pattern().replace("${var.environment}", "demo"));
        assertThat(channels.sent).anySatisfy(event -> assertThat(event).startsWith("event "));
        String[] event = channels.sent.stream()
                .filter(one -> one.startsWith("event "))
                .findFirst()
                .orElseThrow()
                .substring("event ".length())
                .split(", ", 2);
        assertThat(pattern.path("source")).extracting(JsonNode::asText).contains(event[0]);
        assertThat(pattern.path("detail-type")).extracting(JsonNode::asText).contains(event[1]);
        assertThat(pattern.at("/detail/AutoScalingGroupName"))
                .extracting(JsonNode::asText)
                .contains(String.valueOf(channels.detail.get("AutoScalingGroupName")));
    }

    @Test
    void findsARecipientThatHasNotConfirmedAndATopicWithoutOne() {
        channels.subscribe(OPERATOR, false);
        channels.topics.put(ARN + "qis-alarms-demo", List.of());

        AlarmPaths paths = run();

        assertThat(paths.findings())
                .extracting(Finding::what)
                .contains(
                        "ops@example.com has not confirmed its subscription, so it gets no alarms.",
                        ARN + "qis-alarms-demo has no subscription, so nobody is notified.");
        assertThat(paths.findings()).extracting(Finding::fix).anySatisfy(fix -> assertThat(fix)
                .contains("aws sns subscribe --topic-arn " + OPERATOR
                        + " --protocol email --notification-endpoint ops@example.com"));
        assertThat(paths.lines()).contains("NOT CONFIRMED: email ops@example.com (" + OPERATOR + ")");
    }

    /** An action of another kind would start for real, and an alarm in ALARM does not change. */
    @Test
    void raisesOnlyAnAlarmThatDoesNothingElse() {
        channels.subscribe(OPERATOR, true);
        channels.alarm("qis-a-demo", "OK", OPERATOR, "arn:aws:autoscaling:eu-west-1:123456789012:scalingPolicy:x");
        channels.alarm("qis-b-demo", "ALARM", OPERATOR);
        channels.alarm("qis-c-other", "OK", ARN + "qis-operator-other");

        AlarmPaths paths = run();

        assertThat(channels.sent).containsExactly("publish " + OPERATOR);
        assertThat(paths.findings()).singleElement().satisfies(finding -> assertThat(finding.what())
                .startsWith("CloudWatch alarm → topic was not tested"));
    }

    @Test
    void saysThatAnOlderRuleDropsTheTestEvent() {
        channels.subscribe(OPERATOR, true);
        channels.alarm("qis-errors-demo", "OK", OPERATOR);
        channels.rule = Optional.of(new AlarmChannels.Rule("{\"source\":[\"aws.autoscaling\"]}"));

        assertThat(run().findings()).singleElement().satisfies(finding -> assertThat(finding.what())
                .contains("does not match test events yet"));
        assertThat(channels.sent).noneMatch(one -> one.startsWith("event"));
    }

    @Test
    void failsWithoutATopic() {
        ProblemException failure = catchThrowableOfType(ProblemException.class, this::run);
        assertThat(failure.problem().exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failure.problem().what()).isEqualTo("demo has no SNS topic for alarms");
        assertThat(channels.sent).isEmpty();
    }
}
