package io.github.qisaws.architecture;

/** Output values of the data server module that other components use. */
final class DataServerOutputs extends Outputs {
    DataServerOutputs(Call call) {
        super(call);
    }

    Reference<Kind.DnsName> hostName() {
        return one("host_name");
    }

    Reference<Kind.Secret> secretArn() {
        return one("secret_arn");
    }

    Reference<Kind.Watched> instanceId() {
        return one("instance_id");
    }

    Reference<Kind.Role> roleName() {
        return one("role_name");
    }
}
