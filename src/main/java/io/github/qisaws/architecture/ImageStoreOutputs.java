package io.github.qisaws.architecture;

/** Output values of the image store module that other components use. */
final class ImageStoreOutputs extends Outputs {
    ImageStoreOutputs(Call call) {
        super(call);
    }

    Reference<Kind.FileSystem> accessPointId() {
        return one("access_point_id");
    }

    Reference<Kind.ImageTree> source() {
        return one("source");
    }

    Reference<Kind.Watched> fileSystemId() {
        return one("file_system_id");
    }
}
