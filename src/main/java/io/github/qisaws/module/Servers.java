package io.github.qisaws.module;

import com.hashicorp.cdktf.Token;
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

    /** Adds the facts of the AMI, and the size of root volumes: at least {@code least} GiB, never less than the AMI's. */
    static void image(Blueprint b, String least) {
        AmiFacts.add(b);
        b.local("root_volume_gib", "max(" + least + ", local.ami.root_volume_gib)");
    }

    static Number rootGibibytes() {
        return Token.asNumber("${local.root_volume_gib}");
    }

    static InstanceRootBlockDevice rootVolume(Number gibibytes) {
        return InstanceRootBlockDevice.builder()
                .volumeType("gp3")
                .volumeSize(gibibytes)
                .encrypted(true)
                .kmsKeyId(CustomerKey.ARN)
                .build();
    }
}
