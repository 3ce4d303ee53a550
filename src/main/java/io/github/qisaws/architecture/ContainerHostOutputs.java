package io.github.qisaws.architecture;

/** What others use of a container host. */
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
