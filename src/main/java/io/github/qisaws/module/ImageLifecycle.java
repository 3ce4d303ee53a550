package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import java.util.List;
import java.util.Map;

/**
 * What is deleted by age: old AMIs with their snapshots in all regions, and the logs of builds.
 *
 * <p>EC2 Image Builder User Guide, "Manage image lifecycles": a policy deletes an image if it is old enough, not among the
 * newest that are retained, and not excluded. The function publish.py tags the AMIs in use. AWS provider 5.41 and later have
 * the resource type, but not the bindings.
 */
final class ImageLifecycle {
    /** The most that the API accepts. */
    private static final int RETAINED = 10;

    /** Tag of the images of this pipeline in Image Builder. */
    static final String PIPELINE = "qis-aws:pipeline";

    /** Tag of AMIs that a server, a launch template, or a parameter names. */
    static final String IN_USE = "qis-aws:in-use";

    private ImageLifecycle() {}

    static void add(Blueprint b) {
        logs(b, "build", "${local.name}");
        b.onlyIf(logs(b, "container", "${local.name}-container"), "var.container");
        IamRole role = Roles.add(b, "lifecycle", "qis-image-lifecycle", "imagebuilder.amazonaws.com");
        b.add("lifecycle", id -> IamRolePolicyAttachment.Builder.create(b.stack(), id)
                .role(role.getName())
                .policyArn(
                        "arn:${local.partition}:iam::aws:policy/service-role/EC2ImageBuilderLifecycleExecutionPolicy")
                .build());
        policy(b, role);
    }

    private static void policy(Blueprint b, IamRole role) {
        TerraformResource policy = b.addUntyped("aws_imagebuilder_lifecycle_policy", "this");
        policy.addOverride("name", "${local.name}");
        policy.addOverride("description", "Deletes old AMIs with their snapshots, but none that is in use");
        policy.addOverride("execution_role", role.getArn());
        policy.addOverride("resource_type", "AMI_IMAGE");
        policy.addOverride(
                "policy_detail",
                List.of(Map.of(
                        "action",
                        List.of(Map.of(
                                "type",
                                "DELETE",
                                "include_resources",
                                List.of(Map.of("amis", true, "snapshots", true)))),
                        "filter",
                        List.of(Map.of(
                                "type",
                                "AGE",
                                "unit",
                                "DAYS",
                                "value",
                                b.var("image_days"),
                                "retain_at_least",
                                RETAINED)),
                        "exclusion_rules",
                        List.of(Map.of(
                                "amis",
                                List.of(Map.of(
                                        "tag_map",
                                        Map.of(IN_USE, "true"),
                                        "last_launched",
                                        List.of(Map.of("unit", "DAYS", "value", b.var("image_days"))))))))));
        // A recipe would be selected with one version only; the function publish.py tags the images of all versions.
        policy.addOverride("resource_selection", List.of(Map.of("tag_map", Map.of(PIPELINE, "${local.name}"))));
        policy.addOverride("depends_on", List.of("aws_iam_role_policy_attachment.lifecycle"));
        b.name(policy, "qis-image");
        b.taggable(policy);
    }

    /** Image Builder writes to this log group, and would create it without an end. */
    private static CloudwatchLogGroup logs(Blueprint b, String address, String recipe) {
        CloudwatchLogGroup logs = b.add(address, id -> CloudwatchLogGroup.Builder.create(b.stack(), id)
                .name("/aws/imagebuilder/" + recipe)
                .retentionInDays(ImageStore.LOG_DAYS)
                .build());
        CustomerKey.encrypt(logs);
        b.name(logs, "qis-image-log-" + address);
        return logs;
    }
}
