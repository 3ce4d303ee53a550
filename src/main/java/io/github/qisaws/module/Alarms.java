package io.github.qisaws.module;

import com.hashicorp.cdktf.Token;
import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarm;
import io.github.qisaws.module.Alarm.Metric;
import io.github.qisaws.module.Alarm.Signal;
import io.github.qisaws.module.Alarm.Span;
import java.util.List;
import java.util.Map;

/** Adds the alarms of the table, and the alarm on the cache's hit rate. */
final class Alarms {
    static final List<Alarm> ALL = AlarmTable.rows();

    private static final Alarm HIT_RATE = new Alarm(
            "cache_hit_rate",
            "cache",
            Signal.EVENT,
            Metric.of("AWS/ElastiCache", "GetHits", "Sum", AlarmTable.id("CacheClusterId", "cache")),
            "< var.thresholds.hit_rate",
            Span.all(6),
            "few images come from the cache");

    private Alarms() {}

    static void add(Blueprint b) {
        ALL.forEach(alarm -> add(b, alarm));
        hitRate(b);
    }

    /** Adds an alarm on one metric; requires the local value {@code topics}. */
    static void add(Blueprint b, Alarm alarm) {
        Metric metric = alarm.metric();
        CloudwatchMetricAlarm made = withoutMetric(b, alarm);
        made.setNamespace(metric.namespace());
        made.setMetricName(metric.name());
        made.setPeriod(metric.seconds());
        made.addOverride(metric.statistic().startsWith("p") ? "extended_statistic" : "statistic", metric.statistic());
        made.addOverride("dimensions", "${" + metric.dimensions() + "}");
    }

    /** Adds an alarm that has no metric yet. */
    private static CloudwatchMetricAlarm withoutMetric(Blueprint b, Alarm alarm) {
        String awsName = "qis-" + alarm.name().replace('_', '-');
        CloudwatchMetricAlarm made = b.add(alarm.name(), id -> CloudwatchMetricAlarm.Builder.create(b.stack(), id)
                .alarmName(b.named(awsName))
                .alarmDescription("QIS ${var.environment}: " + alarm.signal().describe(alarm.words()))
                .comparisonOperator(alarm.bad().startsWith(">") ? "GreaterThanThreshold" : "LessThanThreshold")
                .threshold(Token.asNumber("${" + alarm.bad().substring(2) + "}"))
                .evaluationPeriods(alarm.span().periods())
                .datapointsToAlarm(alarm.span().bad())
                .treatMissingData(alarm.signal().missingData())
                .build());
        made.addOverride("alarm_actions", "${local.topics}");
        made.addOverride("ok_actions", "${local.topics}");
        b.onlyIf(made, "contains(var.watch, \"" + alarm.watch() + "\")");
        b.name(made, awsName);
        return made;
    }

    /** Counts only while there is traffic, because a few misses at night are no problem. */
    private static void hitRate(Blueprint b) {
        withoutMetric(b, HIT_RATE)
                .addOverride(
                        "metric_query",
                        List.of(
                                Map.of(
                                        "id", "rate",
                                        "label", "Hit rate in percent",
                                        "expression", "IF(hits + misses > 1000, 100 * hits / (hits + misses), 100)",
                                        "return_data", true),
                                query("hits", "GetHits"),
                                query("misses", "GetMisses")));
    }

    private static Map<String, Object> query(String id, String name) {
        Metric metric = HIT_RATE.metric();
        return Map.of(
                "id",
                id,
                "return_data",
                false,
                "metric",
                Map.of(
                        "namespace",
                        metric.namespace(),
                        "metric_name",
                        name,
                        "period",
                        metric.seconds(),
                        "stat",
                        metric.statistic(),
                        "dimensions",
                        "${" + metric.dimensions() + "}"));
    }
}
