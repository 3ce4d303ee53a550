package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.ebs_volume.EbsVolume;
import com.hashicorp.cdktf.providers.aws.ebs_volume.EbsVolumeTimeouts;
import com.hashicorp.cdktf.providers.aws.instance.Instance;
import com.hashicorp.cdktf.providers.aws.volume_attachment.VolumeAttachment;

/** Data volumes, which persist if their server is replaced. */
final class DataVolumes {
    private DataVolumes() {}

    /**
     * Adds the volumes of one kind of content: the one that serves, and during a restore another beside it. Takes the
     * zone from the input; read from the server, it would replace the volume together with the server.
     */
    static void add(Blueprint b, String content) {
        EbsVolume volume = b.add(content, id -> EbsVolume.Builder.create(b.stack(), id)
                .availabilityZone(b.var("zone"))
                .type("gp3")
                .size(b.number(content + "_volume_gib"))
                .encrypted(true)
                .finalSnapshot(b.any("var.protect"))
                .timeouts(EbsVolumeTimeouts.builder().delete(Timeouts.STORAGE).build())
                .build());
        volume.addOverride(
                "snapshot_id",
                "${each.key == \"original\" ? lookup(var.restore_from, \"" + content + "\", null) : each.value}");
        CustomerKey.encrypt(volume);
        b.forEach(volume, "var." + content + "_copies");
        b.name(volume, "qis-" + content + Copies.SUFFIX);
        b.moved("aws_ebs_volume." + content, "aws_ebs_volume." + content + "[\"original\"]");
    }

    /** The ID of the volume that serves, as an expression. */
    static String serving(String content) {
        return "aws_ebs_volume." + content + "[var." + content + "_serves].id";
    }

    /**
     * Attaches every volume, under a device name of its own. Stops the server before the volume in use is detached, so
     * that all data is written. A protected server is not stopped, because recent providers reject its termination and it
     * must not lose its volumes. If it is terminated, the operating system shuts down first, and the volumes are released
     * with the instance. A volume that does not serve is not mounted.
     *
     * @param even device name of the original and of copies with an even number
     * @param odd device name of copies with an odd number
     */
    static void attach(Blueprint b, String content, String even, String odd, Instance server) {
        String inUse = "each.key == var." + content + "_serves";
        VolumeAttachment attachment = b.add(content, id -> VolumeAttachment.Builder.create(b.stack(), id)
                .deviceName("${" + Copies.NUMBER + " % 2 == 0 ? \"" + even + "\" : \"" + odd + "\"}")
                .volumeId("${aws_ebs_volume." + content + "[each.key].id}")
                .instanceId(server.getId())
                .stopInstanceBeforeDetaching(b.any(inUse))
                .skipDestroy(b.any("var.protect && " + inUse))
                .build());
        b.forEach(attachment, "var." + content + "_copies");
        b.moved("aws_volume_attachment." + content, "aws_volume_attachment." + content + "[\"original\"]");
    }
}
