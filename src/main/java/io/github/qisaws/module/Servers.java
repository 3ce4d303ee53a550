package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.instance.InstanceMetadataOptions;
import com.hashicorp.cdktf.providers.aws.instance.InstanceRootBlockDevice;

/** What all single servers have in common. */
final class Servers {
    private Servers() {}

    /** Only sessions with a token, and none from inside a container. */
    static InstanceMetadataOptions metadataOptions() {
        return InstanceMetadataOptions.builder()
                .httpEndpoint("enabled")
                .httpTokens("required")
                .httpPutResponseHopLimit(1)
                .build();
    }

    static InstanceRootBlockDevice rootVolume(Number gibibytes) {
        return InstanceRootBlockDevice.builder()
                .volumeType("gp3")
                .volumeSize(gibibytes)
                .encrypted(true)
                .build();
    }
}
