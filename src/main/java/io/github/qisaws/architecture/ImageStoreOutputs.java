package io.github.qisaws.architecture;

/** What others use of an image store. */
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
