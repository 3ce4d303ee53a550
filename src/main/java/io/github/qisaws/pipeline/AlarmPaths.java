package io.github.qisaws.pipeline;

import io.github.qisaws.aws.AlarmChannels.Subscription;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of a test of all paths from an alarm to its recipients.
 *
 * @param sent one test for each path
 * @param findings what keeps an alarm from arriving
 */
public record AlarmPaths(String environment, List<Recipient> recipients, List<Sent> sent, List<Finding> findings) {
    public AlarmPaths {
        recipients = List.copyOf(recipients);
        sent = List.copyOf(sent);
        findings = List.copyOf(findings);
    }

    /** A subscription of a topic. */
    public record Recipient(String topic, String protocol, String endpoint, boolean confirmed) {
        static Recipient of(String topic, Subscription subscription) {
            return new Recipient(topic, subscription.protocol(), subscription.endpoint(), subscription.confirmed());
        }
    }

    /**
     * A test that was sent.
     *
     * @param path such as CloudWatch alarm → topic
     * @param what was done
     * @param arrives what each recipient should get, and when
     */
    public record Sent(String path, String what, String arrives) {}

    /** A fault and its fix, each a sentence. */
    public record Finding(String what, String fix) {}

    /** The report as text. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Sent each : sent) {
            lines.add(each.path() + ": " + each.what());
            lines.add("  Arrives: " + each.arrives());
        }
        for (Recipient each : recipients) {
            lines.add((each.confirmed() ? "Recipient: " : "NOT CONFIRMED: ") + each.protocol() + " " + each.endpoint()
                    + " (" + each.topic() + ")");
        }
        return lines;
    }
}
