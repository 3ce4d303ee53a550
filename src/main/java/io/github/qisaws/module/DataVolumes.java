package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.ebs_volume.EbsVolume;
import com.hashicorp.cdktf.providers.aws.ebs_volume.EbsVolumeTimeouts;
import com.hashicorp.cdktf.providers.aws.instance.Instance;
import com.hashicorp.cdktf.providers.aws.volume_attachment.VolumeAttachment;

/** Data volumes, which persist if their server is replaced. */
final class DataVolumes {
    private DataVolumes() {}

    /** Takes the zone from the input; read from the server, it would replace the volume together with the server. */
    static EbsVolume add(Blueprint b, String content) {
        EbsVolume volume = b.add(content, id -> EbsVolume.Builder.create(b.stack(), id)
                .availabilityZone(b.var("zone"))
                .type("gp3")
                .size(b.number(content + "_volume_gib"))
                .encrypted(true)
                .finalSnapshot(b.any("var.protect"))
                .timeouts(EbsVolumeTimeouts.builder().delete(Timeouts.STORAGE).build())
                .build());
        volume.addOverride("snapshot_id", "${lookup(var.restore_from, \"" + content + "\", null)}");
        CustomerKey.encrypt(volume);
        b.name(volume, "qis-" + content);
        b.tag(volume, DataSnapshots.TAG, b.var("environment"));
        return volume;
    }

    /**
     * Stops the server before its volumes are detached, so that all data is written. A protected server is not stopped,
     * because recent providers reject its termination and it must not lose its volumes. If it is terminated, the
     * operating system shuts down first, and the volumes are released with the instance.
     */
    static void attach(Blueprint b, String name, String device, EbsVolume volume, Instance server) {
        b.add(name, id -> VolumeAttachment.Builder.create(b.stack(), id)
                .deviceName(device)
                .volumeId(volume.getId())
                .instanceId(server.getId())
                .stopInstanceBeforeDetaching(true)
                .skipDestroy(b.any("var.protect"))
                .build());
    }
}
