package io.github.qisaws.architecture;

/** Output values of the network module that other components use. */
final class NetworkOutputs extends Outputs {
    NetworkOutputs(Call call) {
        super(call);
    }

    Reference<Kind.Vpc> vpcId() {
        return one("vpc_id");
    }

    Reference<Kind.CidrBlock> cidrBlock() {
        return one("cidr_block");
    }

    References<Kind.Subnet> publicSubnetIds() {
        return list("public_subnet_ids");
    }

    References<Kind.Subnet> applicationSubnetIds() {
        return list("application_subnet_ids");
    }

    References<Kind.Subnet> dataSubnetIds() {
        return list("data_subnet_ids");
    }

    References<Kind.CidrBlock> applicationCidrBlocks() {
        return list("application_cidr_blocks");
    }
}
