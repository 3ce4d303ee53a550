package io.github.qisaws.architecture;

import java.util.SortedMap;

/** What an edge is told. */
record EdgeInputs(Common common, Name name, Balancer balancer, CloudFront front, Filter filter) implements Inputs {
    record Name(String hostName, String dnsZoneId) {}

    record Balancer(SortedMap<String, String> loadBalancer) {}

    record CloudFront(boolean cloudfront, String cloudfrontCertificateArn, String cloudfrontWebAclArn) {}

    record Filter(boolean waf, int rateLimit) {}

    @Override
    public Contract contract() {
        return EdgeComponent.CONTRACT;
    }
}
