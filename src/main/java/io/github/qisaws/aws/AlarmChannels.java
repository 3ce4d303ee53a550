package io.github.qisaws.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services between an alarm and its recipients; an interface so that tests need no account. */
public interface AlarmChannels {
    /** The subscriptions of an SNS topic; empty if the topic does not exist. */
    Optional<List<Subscription>> subscriptions(String topic);

    /** The metric alarms whose names start with a prefix. */
    List<MetricAlarm> alarms(String prefix);

    /** The enabled EventBridge rule with this name. */
    Optional<Rule> rule(String name);

    /** Publishes a message to an SNS topic. */
    void publish(String topic, String subject, String message);

    /** Sets an alarm to ALARM until CloudWatch next evaluates it. */
    void raise(String alarm, String reason);

    /** Sends an event to the default event bus. */
    void send(String source, String detailType, Map<String, ?> detail);

    /** A subscription of a topic, such as protocol email with an address as its endpoint. */
    record Subscription(String protocol, String endpoint, boolean confirmed) {}

    /**
     * A metric alarm.
     *
     * @param state OK, ALARM, or INSUFFICIENT_DATA
     * @param actions ARNs of what it notifies or starts in any state
     */
    record MetricAlarm(String name, String state, List<String> actions) {
        public MetricAlarm {
            actions = List.copyOf(actions);
        }
    }

    /** An EventBridge rule with the JSON of its event pattern. */
    record Rule(String pattern) {}
}
