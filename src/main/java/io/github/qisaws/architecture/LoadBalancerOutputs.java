package io.github.qisaws.architecture;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What others use of a load balancer. */
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

    /** What an edge in front of it must know, by the names of its input. */
    SortedMap<String, String> forEdge() {
        SortedMap<String, String> facts = new TreeMap<>();
        for (String output : List.of("arn", "dns_name", "zone_id")) {
            facts.put(output, one(output).text());
        }
        return facts;
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
