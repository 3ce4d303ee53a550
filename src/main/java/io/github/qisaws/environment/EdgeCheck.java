package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.Certificate;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;

/** Checks that each part of the edge has the host name and the other parts that it requires. */
final class EdgeCheck implements ValueCheck {
    private static final String NAMELESS =
            Message.of("requires host-name", "add host-name, such as images.example.com");

    @Override
    public void judge(Values values, Findings findings) {
        needsName(EdgeKeys.DNS_ZONE, values, findings);
        needsName(EdgeKeys.CERTIFICATE, values, findings);
        if (Derived.isCloudFront(values)) {
            judgeCloudFront(values, findings);
        } else {
            uselessWithoutCloudFront(
                    EdgeKeys.CERTIFICATE, "set edge.cloudfront to true, or remove it", values, findings);
            uselessWithoutCloudFront(
                    EdgeKeys.WEB_ACL,
                    "set edge.cloudfront to true, or use edge.waf to protect the load balancer",
                    values,
                    findings);
        }
        boolean waf = values.find(EdgeKeys.WAF).orElse(false);
        if (values.isGiven(EdgeKeys.RATE_LIMIT) && !waf) {
            findings.add(
                    EdgeKeys.RATE_LIMIT,
                    Message.of("has no effect without edge.waf", "add waf: true, or remove" + " it"));
        }
        judgeTwice(values, findings);
    }

    private static void judgeCloudFront(Values values, Findings findings) {
        if (given(EdgeKeys.CERTIFICATE, values)) {
            return;
        }
        if (hasNoName(values)) {
            findings.add(EdgeKeys.CLOUDFRONT, NAMELESS);
        }
        if (Derived.cloudFrontZone(values).isEmpty()) {
            findings.add(
                    EdgeKeys.CLOUDFRONT,
                    Message.of(
                            "requires a certificate, which ACM validates in a Route 53 zone",
                            "add edge.dns-zone, or add edge.cloudfront-certificate with the ARN of a certificate in"
                                    + " us-east-1"));
        }
    }

    private static void uselessWithoutCloudFront(Key<String> key, String fix, Values values, Findings findings) {
        if (given(key, values)) {
            findings.add(key, Message.of("has no effect without CloudFront", fix));
        }
    }

    private static boolean hasNoName(Values values) {
        return values.find(Keys.HOST_NAME).filter(String::isEmpty).isPresent();
    }

    private static void needsName(Key<String> key, Values values, Findings findings) {
        if (given(key, values) && hasNoName(values)) {
            findings.add(key, NAMELESS);
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
        if (balancerNames && given(EdgeKeys.DNS_ZONE, values) && !Derived.isCloudFront(values)) {
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
