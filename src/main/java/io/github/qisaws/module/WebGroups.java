package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.Token;
import com.hashicorp.cdktf.providers.aws.autoscaling_group.AutoscalingGroup;
import com.hashicorp.cdktf.providers.aws.autoscaling_group.AutoscalingGroupInstanceRefresh;
import com.hashicorp.cdktf.providers.aws.autoscaling_group.AutoscalingGroupInstanceRefreshPreferences;
import com.hashicorp.cdktf.providers.aws.autoscaling_group.AutoscalingGroupLaunchTemplate;
import com.hashicorp.cdktf.providers.aws.autoscaling_group.AutoscalingGroupTimeouts;
import io.github.qisaws.architecture.Tags;
import java.util.List;
import java.util.Map;

/**
 * The Auto Scaling group of the web servers, and the group of one for a self-healing full-time web server.
 *
 * <p>Neither needs lifecycle hooks: a group deregisters a server and waits for the deregistration delay before it
 * terminates the server, and the load balancer sends traffic only to healthy servers.
 *
 * <p>Both launch a new server before they terminate an old one, in an instance refresh and in any other replacement, so
 * that neither is ever below its desired capacity. The scaling limits do not apply to replacements. The update of the fleet starts after the
 * update of the group of one, so if AWS rejects the new launch template, the fleet keeps the old one. Their instance
 * refreshes can overlap, because the provider does not wait for an instance refresh. This loses no capacity, and a fleet
 * of 0 has nothing to refresh: the group of one alone serves, and keeps its old server until the new one is healthy.
 */
final class WebGroups {
    /** Longer than a first start, during which a web server waits for the data server to create the database. */
    private static final int GRACE_SECONDS = 600;

    /** Also the name under which the servers' own metrics are aggregated. */
    static final String NAME = "qis-web";

    /** Percentages of the desired capacity during a replacement: no server less, and room for a group of one to launch. */
    private static final int LEAST_PERCENT = 100;

    private static final int MOST_PERCENT = 200;

    /** Seconds until a new server counts: policies do not add another one for it, and a refresh does not continue. */
    static final Number WARM_UP = Token.asNumber("${var.scaling.cooldown}");

    private WebGroups() {}

    static void add(Blueprint b) {
        Number minimum = Token.asNumber("${var.scaling.minimum}");
        Number maximum = Token.asNumber("${var.scaling.maximum}");
        AutoscalingGroup fleet = group(b, "this", NAME, minimum, maximum);
        fleet.addOverride("depends_on", List.of("aws_autoscaling_group.full_time"));
        tags(b, fleet);
        AutoscalingGroup fullTime = group(b, "full_time", "qis-web-full-time", 1, 1);
        b.onlyIf(fullTime, WebTierModule.SELF_HEALING);
        tags(b, fullTime);
    }

    private static AutoscalingGroup group(Blueprint b, String name, String nameTag, Number minimum, Number maximum) {
        AutoscalingGroup group = b.add(name, id -> AutoscalingGroup.Builder.create(b.stack(), id)
                .name(b.named(nameTag))
                .minSize(minimum)
                .maxSize(maximum)
                .healthCheckType("ELB")
                .healthCheckGracePeriod(GRACE_SECONDS)
                // Also for an instance refresh, which otherwise waits for the grace period.
                .defaultInstanceWarmup(WARM_UP)
                .terminationPolicies(List.of("OldestLaunchTemplate", "Default"))
                .metricsGranularity("1Minute")
                .enabledMetrics(List.of("GroupDesiredCapacity", "GroupInServiceInstances"))
                .launchTemplate(AutoscalingGroupLaunchTemplate.builder()
                        .id("${aws_launch_template.this.id}")
                        .version("${aws_launch_template.this.latest_version}")
                        .build())
                .instanceRefresh(refresh())
                .timeouts(AutoscalingGroupTimeouts.builder()
                        .update(Timeouts.DRAIN)
                        .delete(Timeouts.DRAIN)
                        .build())
                .lifecycle(TerraformResourceLifecycle.builder()
                        .ignoreChanges(List.of("desired_capacity"))
                        .build())
                .build());
        group.addOverride("vpc_zone_identifier", b.var("subnet_ids"));
        group.addOverride("target_group_arns", List.of(b.var("target_group_arn")));
        replacements(group);
        b.name(group, nameTag);
        return group;
    }

    /** Newer attributes than the bindings have; AWS provider 5.100.0 has them. */
    private static void replacements(AutoscalingGroup group) {
        group.addOverride(
                "instance_maintenance_policy",
                Map.of("min_healthy_percentage", LEAST_PERCENT, "max_healthy_percentage", MOST_PERCENT));
        group.addOverride("instance_refresh.preferences.max_healthy_percentage", MOST_PERCENT);
    }

    /**
     * Without automatic rollback: the provider sets the group's launch template version before it starts the refresh
     * (hashicorp/terraform-provider-aws#34189), and AWS rolls back to that version, so it would launch the failed version
     * again. A refresh that fails ends, and the servers that were not replaced keep serving.
     */
    private static AutoscalingGroupInstanceRefresh refresh() {
        return AutoscalingGroupInstanceRefresh.builder()
                .strategy("Rolling")
                .preferences(AutoscalingGroupInstanceRefreshPreferences.builder()
                        .autoRollback(false)
                        .skipMatching(true)
                        .minHealthyPercentage(LEAST_PERCENT)
                        .build())
                .build();
    }

    /** Propagates all tags to the servers, except the one with the group's own resource address. */
    private static void tags(Blueprint b, AutoscalingGroup group) {
        group.addOverride(
                "dynamic.tag",
                Map.of(
                        "for_each",
                        "${" + b.tagsExpression(group) + "}",
                        "content",
                        Map.of(
                                "key",
                                "${tag.key}",
                                "value",
                                "${tag.value}",
                                "propagate_at_launch",
                                "${tag.key != \"" + Tags.RESOURCE + "\"}")));
    }
}
