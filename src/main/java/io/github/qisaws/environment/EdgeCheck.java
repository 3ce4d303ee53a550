package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.Certificate;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;

/** Checks that each part of the edge has the host name and the other parts that it requires. */
final class EdgeCheck implements ValueCheck {
    @Override
    public void judge(Values values, Findings findings) {
        needsName(EdgeKeys.DNS_ZONE, values, findings);
        needsName(EdgeKeys.CERTIFICATE, values, findings);
        if (given(EdgeKeys.WEB_ACL, values) && !given(EdgeKeys.CERTIFICATE, values)) {
            findings.add(
                    EdgeKeys.WEB_ACL,
                    Message.of(
                            "has no effect without CloudFront",
                            "add edge.cloudfront-certificate, or use edge.waf to protect the load balancer"));
        }
        boolean waf = values.find(EdgeKeys.WAF).orElse(false);
        if (values.isGiven(EdgeKeys.RATE_LIMIT) && !waf) {
            findings.add(
                    EdgeKeys.RATE_LIMIT,
                    Message.of("has no effect without edge.waf", "add waf: true, or remove" + " it"));
        }
        judgeTwice(values, findings);
    }

    private static void needsName(Key<String> key, Values values, Findings findings) {
        boolean nameless = values.find(Keys.HOST_NAME).filter(String::isEmpty).isPresent();
        if (given(key, values) && nameless) {
            findings.add(key, Message.of("requires host-name", "add host-name, such as images.example.com"));
        }
    }

    /**
     * Rejects edge.dns-zone if the load balancer's DNS-validated certificate already comes with a record for the host
     * name.
     */
    private static void judgeTwice(Values values, Findings findings) {
        Optional<Certificate> certificate = values.find(LoadBalancerKeys.CERTIFICATE);
        boolean balancerNames = certificate
                .filter(one -> one.source() == Certificate.Source.DNS)
                .isPresent();
        if (balancerNames && given(EdgeKeys.DNS_ZONE, values) && !given(EdgeKeys.CERTIFICATE, values)) {
            findings.add(
                    EdgeKeys.DNS_ZONE,
                    Message.of(
                            "is not needed: load-balancer.certificate.dns-zone already creates the record for"
                                    + " host-name",
                            "remove it"));
        }
    }

    private static boolean given(Key<String> key, Values values) {
        return values.find(key).filter(text -> !text.isEmpty()).isPresent();
    }
}
