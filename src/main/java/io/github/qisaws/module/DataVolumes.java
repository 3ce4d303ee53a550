package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.ebs_volume.EbsVolume;
import com.hashicorp.cdktf.providers.aws.instance.Instance;
import com.hashicorp.cdktf.providers.aws.volume_attachment.VolumeAttachment;

/** Volumes that outlive the server which they are attached to. */
final class DataVolumes {
    private DataVolumes() {}

    /** The zone comes from the input: read from the server, it would replace the data with the server. */
    static EbsVolume add(Blueprint b, String content) {
        EbsVolume volume = b.add(content, id -> EbsVolume.Builder.create(b.stack(), id)
                .availabilityZone(b.var("zone"))
                .type("gp3")
                .size(b.number(content + "_volume_gib"))
                .encrypted(true)
                .finalSnapshot(b.any("var.protect"))
                .build());
        volume.addOverride("snapshot_id", "${lookup(var.restore_from, \"" + content + "\", null)}");
        b.name(volume, "qis-" + content);
        b.tag(volume, DataSnapshots.TAG, b.var("environment"));
        return volume;
    }

    /**
     * A stopped server has written everything before its volumes go. A protected one is not even stopped: recent
     * providers then refuse to end it, and it must not be left without its volumes; where they do end it, the
     * operating system's shutdown comes first and the volumes are free when the instance is gone.
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
