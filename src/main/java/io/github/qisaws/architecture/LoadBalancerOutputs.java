package io.github.qisaws.architecture;

/** Output values of the load balancer module that other components use. */
final class LoadBalancerOutputs extends Outputs {
    LoadBalancerOutputs(Call call) {
        super(call);
    }

    Reference<Kind.DnsName> dnsName() {
        return one("dns_name");
    }

    Reference<Kind.TargetGroup> targetGroupArn() {
        return one("target_group_arn");
    }

    Reference<Kind.TargetGroup> servedTargetGroupArn() {
        return one("served_target_group_arn");
    }

    Reference<Kind.Url> url() {
        return one("url");
    }

    Reference<Kind.Arn> arn() {
        return one("arn");
    }

    /** Known when the target group is behind the load balancer. */
    Reference<Kind.Arn> servedArn() {
        return one("served_arn");
    }

    Reference<Kind.DnsZone> zoneId() {
        return one("zone_id");
    }

    Reference<Kind.Watched> arnSuffix() {
        return one("arn_suffix");
    }

    Reference<Kind.Watched> targetGroupArnSuffix() {
        return one("target_group_arn_suffix");
    }

    Reference<Kind.Watched> certificateArn() {
        return one("certificate_arn");
    }
}
