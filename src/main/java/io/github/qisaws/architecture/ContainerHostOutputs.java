package io.github.qisaws.architecture;

/** Output values of the container host module that other components use. */
final class ContainerHostOutputs extends Outputs {
    ContainerHostOutputs(Call call) {
        super(call);
    }

    Reference<Kind.Cluster> clusterArn() {
        return one("cluster_arn");
    }

    Reference<Kind.Folder> databasePath() {
        return one("database_path");
    }

    Reference<Kind.Folder> imagesPath() {
        return one("images_path");
    }

    Reference<Kind.Secret> secretArn() {
        return one("secret_arn");
    }

    Reference<Kind.Watched> instanceId() {
        return one("instance_id");
    }
}
