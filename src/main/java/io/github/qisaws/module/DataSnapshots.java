package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.dlm_lifecycle_policy.DlmLifecyclePolicy;
import com.hashicorp.cdktf.providers.aws.dlm_lifecycle_policy.DlmLifecyclePolicyPolicyDetails;
import com.hashicorp.cdktf.providers.aws.dlm_lifecycle_policy.DlmLifecyclePolicyPolicyDetailsParameters;
import com.hashicorp.cdktf.providers.aws.dlm_lifecycle_policy.DlmLifecyclePolicyPolicyDetailsSchedule;
import com.hashicorp.cdktf.providers.aws.dlm_lifecycle_policy.DlmLifecyclePolicyPolicyDetailsScheduleCreateRule;
import com.hashicorp.cdktf.providers.aws.dlm_lifecycle_policy.DlmLifecyclePolicyPolicyDetailsScheduleRetainRule;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import java.util.List;
import java.util.Map;

/**
 * Daily snapshots of the data volumes of the server that carries the policy's tag: all of one moment, so that records
 * and images belong together (EC2 CreateSnapshots, which a policy for instances calls).
 */
final class DataSnapshots {
    /** Tag of the server for whose volumes the policy creates snapshots. */
    static final String TAG = "qis-aws:snapshots";

    private static final String WANTED = "var.snapshot_days > 0";
    private static final int HOURS_PER_DAY = 24;

    /** Tag of snapshots with the time of their moment; AWS sets its value. */
    private static final String MOMENT = "qis-aws:moment";

    private DataSnapshots() {}

    static void add(Blueprint b) {
        IamRole role = Roles.named(b, "snapshots", b.global("qis-snapshots-" + b.module()), "dlm.amazonaws.com");
        b.onlyIf(role, WANTED);
        b.name(role, "qis-snapshots");
        IamRolePolicyAttachment rights = b.add("snapshots", id -> IamRolePolicyAttachment.Builder.create(b.stack(), id)
                .role("${aws_iam_role.snapshots[0].name}")
                .policyArn("arn:${local.partition}:iam::aws:policy/service-role/AWSDataLifecycleManagerServiceRole")
                .build());
        b.onlyIf(rights, WANTED);
        DlmLifecyclePolicy policy = b.add("this", id -> DlmLifecyclePolicy.Builder.create(b.stack(), id)
                .description("Daily snapshots of " + b.named("qis-data-server"))
                .executionRoleArn("${aws_iam_role.snapshots[0].arn}")
                .state("ENABLED")
                .policyDetails(DlmLifecyclePolicyPolicyDetails.builder()
                        .resourceTypes(List.of("INSTANCE"))
                        .parameters(DlmLifecyclePolicyPolicyDetailsParameters.builder()
                                .excludeBootVolume(true)
                                .build())
                        .targetTags(Map.of(TAG, b.var("environment")))
                        .schedule(List.of(daily(b)))
                        .build())
                .build());
        b.onlyIf(policy, WANTED);
        b.name(policy, "qis-snapshots");
    }

    /** Keeps snapshots by age, so that those of deleted volumes expire too. */
    private static DlmLifecyclePolicyPolicyDetailsSchedule daily(Blueprint b) {
        return DlmLifecyclePolicyPolicyDetailsSchedule.builder()
                .name("daily")
                .copyTags(true)
                .variableTags(Map.of(MOMENT, "$(timestamp)"))
                .createRule(DlmLifecyclePolicyPolicyDetailsScheduleCreateRule.builder()
                        .interval(HOURS_PER_DAY)
                        .intervalUnit("HOURS")
                        .times(List.of("03:00"))
                        .build())
                .retainRule(DlmLifecyclePolicyPolicyDetailsScheduleRetainRule.builder()
                        .interval(b.number("snapshot_days"))
                        .intervalUnit("DAYS")
                        .build())
                .build();
    }
}
