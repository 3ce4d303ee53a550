package io.github.qisaws.module;

import com.hashicorp.cdktf.Token;
import com.hashicorp.cdktf.providers.aws.data_aws_ami.DataAwsAmi;
import com.hashicorp.cdktf.providers.aws.data_aws_ami.DataAwsAmiFilter;
import com.hashicorp.cdktf.providers.aws.instance.InstanceMetadataOptions;
import com.hashicorp.cdktf.providers.aws.instance.InstanceRootBlockDevice;
import java.util.List;

/** Settings of all single EC2 instances. */
final class Servers {
    /**
     * Attributes that an existing server keeps: a new AMI needs another server, and its size must not change the volume
     * of the present one, which AWS never shrinks.
     */
    static final List<String> KEPT = List.of("ami", "root_block_device[0].volume_size");

    private Servers() {}

    /** Instance metadata only with a session token (IMDSv2), and not from inside a container. */
    static InstanceMetadataOptions metadataOptions() {
        return InstanceMetadataOptions.builder()
                .httpEndpoint("enabled")
                .httpTokens("required")
                .httpPutResponseHopLimit(1)
                .build();
    }

    /** Reads the AMI, for its root device name and minimum volume size. */
    static void image(Blueprint b, String least) {
        b.add("this", id -> DataAwsAmi.Builder.create(b.stack(), id)
                .includeDeprecated(true)
                .filter(List.of(DataAwsAmiFilter.builder()
                        .name("image-id")
                        .values(List.of(b.var("ami_id")))
                        .build()))
                .build());
        b.local(
                "root_volume_gib",
                "max(concat([" + least + "], [for each in data.aws_ami.this.block_device_mappings :"
                        + " try(tonumber(each.ebs[\"volume_size\"]), 0) if each.device_name =="
                        + " data.aws_ami.this.root_device_name])...)");
    }

    static Number rootGibibytes() {
        return Token.asNumber("${local.root_volume_gib}");
    }

    static InstanceRootBlockDevice rootVolume(Number gibibytes) {
        return InstanceRootBlockDevice.builder()
                .volumeType("gp3")
                .volumeSize(gibibytes)
                .encrypted(true)
                .build();
    }
}
