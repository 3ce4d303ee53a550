package io.github.qisaws.environment;

import java.util.Optional;

/**
 * DNS record, CloudFront, and WAF in front of the load balancer.
 *
 * @param dnsZone Route 53 zone of the host name; empty means that another provider serves the DNS
 * @param waf a web ACL on the load balancer, and one on CloudFront
 */
public record Edge(String dnsZone, Optional<CloudFront> cloudFront, boolean waf) {
    /**
     * The CloudFront distribution.
     *
     * @param certificate ARN of an existing certificate; empty means that one is created
     * @param webAcl ARN of an existing web ACL; empty means the one of {@link Edge#waf}, if wanted
     */
    public record CloudFront(String certificate, String webAcl) {}

    public boolean isCloudFront() {
        return cloudFront.isPresent();
    }

    public boolean isWanted() {
        return isCloudFront() || waf || !dnsZone.isEmpty();
    }
}
