package io.github.qisaws.architecture;

/** Output values of the firewall module that other components use. */
final class FirewallOutputs extends Outputs {
    FirewallOutputs(Call call) {
        super(call);
    }

    References<Kind.SecurityGroup> loadBalancerGroupIds() {
        return list("load_balancer_group_ids");
    }

    References<Kind.SecurityGroup> webGroupIds() {
        return list("web_group_ids");
    }

    References<Kind.SecurityGroup> dataGroupIds() {
        return list("data_group_ids");
    }

    References<Kind.SecurityGroup> databaseGroupIds() {
        return list("database_group_ids");
    }

    References<Kind.SecurityGroup> imageStoreGroupIds() {
        return list("image_store_group_ids");
    }

    References<Kind.SecurityGroup> cacheGroupIds() {
        return list("cache_group_ids");
    }
}
