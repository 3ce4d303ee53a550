package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.Certificate;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;

/** The parts of the edge need a name, and each other. */
final class EdgeCheck implements ValueCheck {
    @Override
    public void judge(Values values, Findings findings) {
        needsName(EdgeKeys.DNS_ZONE, values, findings);
        needsName(EdgeKeys.CERTIFICATE, values, findings);
        if (given(EdgeKeys.WEB_ACL, values) && !given(EdgeKeys.CERTIFICATE, values)) {
            findings.add(
                    EdgeKeys.WEB_ACL,
                    Message.of(
                            "is for CloudFront, which there is none of",
                            "add edge.cloudfront-certificate, or use edge.waf for the load balancer"));
        }
        boolean waf = values.find(EdgeKeys.WAF).orElse(false);
        if (values.isGiven(EdgeKeys.RATE_LIMIT) && !waf) {
            findings.add(EdgeKeys.RATE_LIMIT, Message.of("has an effect only with waf", "add waf: true, or remove it"));
        }
        judgeTwice(values, findings);
    }

    private static void needsName(Key<String> key, Values values, Findings findings) {
        boolean nameless = values.find(Keys.HOST_NAME).filter(String::isEmpty).isPresent();
        if (given(key, values) && nameless) {
            findings.add(
                    key,
                    Message.of(
                            "needs a name, and host-name is not given", "add host-name, such as images.example.com"));
        }
    }

    /** The load balancer's certificate by DNS brings its own record of the name. */
    private static void judgeTwice(Values values, Findings findings) {
        Optional<Certificate> certificate = values.find(LoadBalancerKeys.CERTIFICATE);
        boolean balancerNames = certificate
                .filter(one -> one.source() == Certificate.Source.DNS)
                .isPresent();
        if (balancerNames && given(EdgeKeys.DNS_ZONE, values) && !given(EdgeKeys.CERTIFICATE, values)) {
            findings.add(
                    EdgeKeys.DNS_ZONE,
                    Message.of(
                            "is not needed: load-balancer.certificate has a dns-zone, where host-name already points to"
                                    + " the load balancer",
                            "remove it"));
        }
    }

    private static boolean given(Key<String> key, Values values) {
        return values.find(key).filter(text -> !text.isEmpty()).isPresent();
    }
}
