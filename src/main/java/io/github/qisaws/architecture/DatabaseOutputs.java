package io.github.qisaws.architecture;

/** Output values of the database module that other components use. */
final class DatabaseOutputs extends Outputs {
    DatabaseOutputs(Call call) {
        super(call);
    }

    Reference<Kind.DnsName> hostName() {
        return one("host_name");
    }

    Reference<Kind.Watched> identifier() {
        return one("identifier");
    }

    Reference<Kind.SubnetGroup> subnetGroupName() {
        return one("subnet_group_name");
    }

    Reference<Kind.Secret> secretArn() {
        return one("secret_arn");
    }

    Reference<Kind.Secret> masterSecretArn() {
        return one("master_secret_arn");
    }
}
