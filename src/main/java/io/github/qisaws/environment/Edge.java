package io.github.qisaws.environment;

/**
 * DNS record, CloudFront, and WAF in front of the load balancer.
 *
 * @param dnsZone Route 53 zone of the host name; empty means that another provider serves the DNS
 * @param certificateArn CloudFront's certificate; empty means no CloudFront
 * @param waf a web ACL on the load balancer
 */
public record Edge(String dnsZone, String certificateArn, boolean waf) {
    public boolean isCloudFront() {
        return !certificateArn.isEmpty();
    }

    public boolean isWanted() {
        return isCloudFront() || waf || !dnsZone.isEmpty();
    }
}
