package io.github.qisaws.environment;

/**
 * What stands between the Internet and the load balancer.
 *
 * @param dnsZone Route 53 zone of the host name; empty means that DNS is kept elsewhere
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
