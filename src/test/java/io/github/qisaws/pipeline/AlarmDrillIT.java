package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.AwsAlarmChannels;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.AlarmPaths.Sent;
import io.github.qisaws.problem.Effects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the emulator's SNS, CloudWatch, and EventBridge. It delivers to queues, but not from an alarm. */
@DisplayName("The test of the alarm paths, on the emulator")
class AlarmDrillIT {
    private static final String REGION = "eu-west-1";
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:qis-operator-demo";
    private static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:inbox";

    @TempDir
    static Path folder;

    private static Emulator emulator;
    private static EmulatorQuery aws;

    @BeforeAll
    static void start() {
        emulator = new Emulators(TestEngine.find().runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), System.err::println);
        aws = new EmulatorQuery(emulator.over(Map.of(), REGION));
        aws.json("sqs", "AmazonSQS.CreateQueue", "{\"QueueName\":\"inbox\"}");
        aws.call("sns", "CreateTopic", "Name", "qis-operator-demo");
        aws.call("sns", "Subscribe", "TopicArn", TOPIC, "Protocol", "sqs", "Endpoint", QUEUE);
        aws.call(
                "monitoring",
                "PutMetricAlarm",
                "AlarmName",
                "qis-errors-demo",
                "MetricName",
                "HTTPCode_Target_5XX_Count",
                "Namespace",
                "AWS/ApplicationELB",
                "Statistic",
                "Sum",
                "Period",
                "300",
                "EvaluationPeriods",
                "1",
                "Threshold",
                "10",
                "ComparisonOperator",
                "GreaterThanThreshold",
                "AlarmActions.member.1",
                TOPIC,
                "OKActions.member.1",
                TOPIC);
        aws.json(
                "events",
                "AWSEvents.PutRule",
                "{\"Name\":\"qis-web-groups-demo\",\"EventPattern\":\"{\\\"source\\\":[\\\"aws.autoscaling\\\","
                        + "\\\"qis-aws\\\"]}\"}");
        aws.json(
                "events",
                "AWSEvents.PutTargets",
                "{\"Rule\":\"qis-web-groups-demo\",\"Targets\":[{\"Id\":\"inbox\",\"Arn\":\"" + QUEUE + "\"}]}");
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    void sendsThroughEachPath() throws IOException {
        Path demo = Files.createDirectories(folder.resolve("demo"));
        Files.writeString(
                demo.resolve(EnvironmentFile.NAME),
                "region: eu-west-1\naccount: \"123456789012\"\narchitecture: two-server\n");
        Environment environment = EnvironmentFile.read(demo);
        Effects effects = new Effects();
        AwsAccess access = new AwsAccess(REGION, emulator.over(Map.of(), REGION), effects);

        AlarmPaths paths =
                new AlarmDrill(region -> new AwsAlarmChannels(access.in(region)), environment).run(System.err::println);

        assertThat(paths.findings()).isEmpty();
        assertThat(paths.sent()).extracting(Sent::path).hasSize(3);
        assertThat(paths.recipients()).singleElement().satisfies(one -> assertThat(one.confirmed())
                .isTrue());
        assertThat(aws.call("monitoring", "DescribeAlarms", "AlarmNames.member.1", "qis-errors-demo")
                        .text("//MetricAlarms/member/StateValue"))
                .isEqualTo("ALARM");
        assertThat(arrived())
                .anySatisfy(message -> assertThat(message).contains("This is a test by qis-aws alarms test demo."))
                .anySatisfy(message -> assertThat(message).contains("Test of the alarm paths", "qis-web-demo"));
        assertThat(effects.sentence()).contains("published", "set alarm qis-errors-demo to ALARM", "test event");
    }

    private static List<String> arrived() {
        List<String> bodies = new ArrayList<>();
        aws.json(
                        "sqs",
                        "AmazonSQS.ReceiveMessage",
                        "{\"QueueUrl\":\"http://localhost/123456789012/inbox\",\"MaxNumberOfMessages\":10}")
                .path("Messages")
                .forEach(message -> bodies.add(message.path("Body").asText()));
        return bodies;
    }
}
