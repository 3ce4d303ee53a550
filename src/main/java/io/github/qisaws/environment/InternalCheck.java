package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.List;
import java.util.Optional;

/** Checks that nothing on the internet has to reach an internal load balancer, and that its CIDR blocks take effect. */
final class InternalCheck implements ValueCheck {
    @Override
    public void judge(Values values, Findings findings) {
        boolean internal = values.find(LoadBalancerKeys.INTERNAL).orElse(false);
        if (internal && Derived.isCloudFront(values)) {
            findings.add(
                    values.isGiven(EdgeKeys.CLOUDFRONT) ? EdgeKeys.CLOUDFRONT : EdgeKeys.CERTIFICATE,
                    Message.of(
                            "CloudFront connects over the internet, where an internal load balancer is unreachable"
                                    + " (VPC origins are not supported)",
                            values.isGiven(EdgeKeys.CLOUDFRONT)
                                    ? "set it to false, or remove load-balancer.internal"
                                    : "remove it and set edge.cloudfront to false, or remove load-balancer.internal"));
        }
        if (internal && values.find(CareKeys.CANARY).orElse(false)) {
            findings.add(
                    CareKeys.CANARY,
                    Message.of(
                            "Route 53 asks over the internet, where an internal load balancer is unreachable",
                            "set it to false, or remove load-balancer.internal"));
        }
        if (internal) {
            judgeBlocks(values, findings);
        } else if (values.isGiven(LoadBalancerKeys.ALLOWED_FROM)) {
            findings.add(
                    LoadBalancerKeys.ALLOWED_FROM,
                    Message.of(
                            "has no effect, because the load balancer is open to the internet",
                            "remove it, or add load-balancer.internal: true"));
        }
    }

    /** AWS rejects a second rule for the same CIDR block. */
    private static void judgeBlocks(Values values, Findings findings) {
        List<String> blocks = values.find(LoadBalancerKeys.ALLOWED_FROM).orElse(List.of());
        Optional<String> own = Derived.hasNetwork(values) ? Optional.empty() : values.find(NetworkKeys.CIDR);
        int index = own.map(blocks::indexOf).orElse(-1);
        if (index >= 0) {
            findings.add(
                    LoadBalancerKeys.ALLOWED_FROM.path() + "[" + index + "]",
                    Message.of(
                            Message.quote(blocks.get(index)) + " is the VPC's own CIDR block, which is always allowed",
                            "remove it"));
        }
    }
}
