package io.github.qisaws.architecture;

/** Input values of the edge module. */
record EdgeInputs(Common common, Name name, Balancer balancer, CloudFront front) implements Inputs {
    record Name(String dnsZoneId) {}

    record Balancer(Facts loadBalancer) {}

    record Facts(Reference<Kind.Arn> arn, Reference<Kind.DnsName> dnsName, Reference<Kind.DnsZone> zoneId) {}

    record CloudFront(
            boolean cloudfront,
            Reference<Kind.Arn> cloudfrontCertificateArn,
            Reference<Kind.Arn> cloudfrontWebAclArn) {}

    @Override
    public Contract contract() {
        return EdgeComponent.CONTRACT;
    }
}
