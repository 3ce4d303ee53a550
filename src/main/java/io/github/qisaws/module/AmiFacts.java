package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.providers.aws.data_aws_ami.DataAwsAmi;
import com.hashicorp.cdktf.providers.aws.data_aws_ami.DataAwsAmiFilter;
import com.hashicorp.cdktf.providers.aws.data_aws_ami_ids.DataAwsAmiIds;
import com.hashicorp.cdktf.providers.aws.data_aws_ami_ids.DataAwsAmiIdsFilter;
import com.hashicorp.cdktf.providers.aws.data_aws_ec2_instance_types.DataAwsEc2InstanceTypes;
import com.hashicorp.cdktf.providers.aws.data_aws_ec2_instance_types.DataAwsEc2InstanceTypesFilter;
import java.util.List;
import java.util.Map;

/**
 * What the servers of a module need to know about their AMI, as {@code local.ami}: its CPU architecture, the name of its
 * root device, and the size of its root volume.
 *
 * <p>The facts of the AMI in use are in the state, so that plans also work after the AMI was deregistered. The data
 * source for one AMI would fail then; the one for AMI IDs returns an empty list.
 */
final class AmiFacts {
    private static final String AMI = "data.aws_ami.this[0]";

    /** Values for tests with a mocked provider. */
    static final Map<String, Map<String, Object>> MOCKED = Map.of(
            "aws_ami_ids", Map.of("ids", List.of("ami-0123456789abcdef0")),
            "aws_ami", Map.of("root_device_name", "/dev/sda1", "architecture", "x86_64"),
            "aws_ec2_instance_types", Map.of("instance_types", List.of("t3.medium")));

    private AmiFacts() {}

    static void add(Blueprint b) {
        lookUp(b);
        remember(b);
        instanceTypes(b);
        b.check(
                "ami",
                "length(data.aws_ami_ids.this.ids) > 0",
                "AMI ${var.ami_id} no longer exists, so no server can be launched from it. Existing servers keep"
                        + " running. Set ami_id to another AMI.");
    }

    private static void lookUp(Blueprint b) {
        b.add("this", id -> DataAwsAmiIds.Builder.create(b.stack(), id)
                        .owners(List.of())
                        .includeDeprecated(true)
                        .filter(List.of(DataAwsAmiIdsFilter.builder()
                                .name("image-id")
                                .values(List.of(b.var("ami_id")))
                                .build()))
                        .build())
                .addOverride("owners", "${concat([\"self\", \"amazon\"], var.ami_owners)}");
        DataAwsAmi image = b.add("this", id -> DataAwsAmi.Builder.create(b.stack(), id)
                .includeDeprecated(true)
                .filter(List.of(DataAwsAmiFilter.builder()
                        .name("image-id")
                        .values(List.of(b.var("ami_id")))
                        .build()))
                .build());
        b.onlyIf(image, "length(data.aws_ami_ids.this.ids) > 0");
    }

    /** Another AMI replaces the facts; a change of the present AMI's facts means that it is gone. */
    private static void remember(Blueprint b) {
        b.stack()
                .addOverride(
                        "resource.terraform_data.ami",
                        Map.of(
                                "input",
                                Map.of(
                                        "architecture", "${try(" + AMI + ".architecture, \"\")}",
                                        "root_device_name", "${try(" + AMI + ".root_device_name, \"\")}",
                                        "root_volume_gib", "${max(concat([0], " + rootSizes() + ")...)}"),
                                "triggers_replace",
                                b.var("ami_id"),
                                "lifecycle",
                                Map.of("ignore_changes", List.of("input"), "postcondition", List.of(exists()))));
        b.local("ami", "terraform_data.ami.input");
    }

    private static String rootSizes() {
        return "try([for each in " + AMI + ".block_device_mappings : try(tonumber(each.ebs[\"volume_size\"]), 0) if"
                + " each.device_name == " + AMI + ".root_device_name], [])";
    }

    private static Map<String, String> exists() {
        return Map.of(
                "condition",
                "${self.input.root_device_name != \"\"}",
                "error_message",
                "ami_id ${var.ami_id} is not an AMI of this account, of Amazon, or of an account in ami_owners"
                        + " (${join(\", \", var.ami_owners)}), in this region.");
    }

    private static void instanceTypes(Blueprint b) {
        b.add("this", id -> DataAwsEc2InstanceTypes.Builder.create(b.stack(), id)
                .filter(List.of(
                        filter("instance-type", b.var("instance_type")),
                        filter("processor-info.supported-architecture", "${local.ami.architecture}")))
                .build());
    }

    private static DataAwsEc2InstanceTypesFilter filter(String name, String value) {
        return DataAwsEc2InstanceTypesFilter.builder()
                .name(name)
                .values(List.of(value))
                .build();
    }

    /** Fails the plan of a server whose instance type cannot run the AMI; AWS would reject it during the apply. */
    static void require(TerraformResource server) {
        server.addOverride(
                "lifecycle.precondition",
                List.of(Map.of(
                        "condition",
                        "${contains(data.aws_ec2_instance_types.this.instance_types, var.instance_type)}",
                        "error_message",
                        "instance_type ${var.instance_type} is not offered in this region, or cannot run ami_id"
                                + " ${var.ami_id}, whose CPU architecture is ${local.ami.architecture}.")));
    }
}
