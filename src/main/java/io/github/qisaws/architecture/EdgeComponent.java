package io.github.qisaws.architecture;

import io.github.qisaws.architecture.EdgeInputs.Balancer;
import io.github.qisaws.architecture.EdgeInputs.CloudFront;
import io.github.qisaws.architecture.EdgeInputs.Facts;
import io.github.qisaws.architecture.EdgeInputs.Name;
import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Edge;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Certificate;
import io.github.qisaws.environment.Environment.Certificate.Source;
import io.github.qisaws.environment.Retention;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** DNS record, CloudFront, and web application firewall in front of the load balancer. */
public final class EdgeComponent {
    private static final int SHORTEST_LIMIT = 10;
    private static final int LONGEST_LIMIT = 2000000000;

    public static final Contract CONTRACT = new Contract(
            "edge",
            "Edge",
            "Optional parts in front of the load balancer: the public DNS record in Route 53, CloudFront, and a web"
                    + " application firewall (WAF) with AWS managed rules and a rate limit. CloudFront caches images"
                    + " only, for as long as QIS's Cache-Control headers allow. The cache key contains all of QIS's"
                    + " image options and the visitor's session. Pages and the API are not cached. The module uses"
                    + " only the provider of the load balancer's region: certificate and web ACL of CloudFront, which"
                    + " must be in us-east-1, are given by ARN. The module edge-global creates them.",
            inputs(),
            List.of(
                    new Contract.Output("url", "Public URL of QIS; empty without host_name."),
                    new Contract.Output(
                            "distribution_id", "ID of the CloudFront distribution; null without" + " CloudFront."),
                    new Contract.Output(
                            "distribution_domain_name",
                            "Domain name of the CloudFront distribution; null" + " without CloudFront."),
                    new Contract.Output("web_acl_arn", "ARN of the load balancer's web ACL; null without waf.")),
            List.of(new Contract.Stateful("aws_cloudwatch_log_group.waf", "the log of blocked requests")));

    private EdgeComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.ENCRYPTION_KEY,
                hostName(),
                Input.optional("dns_zone_id", "string", "")
                        .decidedBy("edge.dns-zone")
                        .describedAs("Route 53 zone in which a record for host_name is created, which points to"
                                + " CloudFront if it is used, otherwise to the load balancer. Empty means that"
                                + " another provider serves the DNS.")
                        .matching(
                                "|[A-Z0-9]{1,32}",
                                "dns_zone_id must be empty or a zone ID such as Z0123456789ABC.",
                                "a-zone")
                        .rule(
                                "var.dns_zone_id == \"\" || var.host_name != \"\"",
                                "dns_zone_id requires host_name.",
                                "Z0123456789ABC")
                        .build(),
                Input.required(
                                "load_balancer",
                                "map(string)",
                                Map.of(
                                        "arn",
                                        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/qis-lb-demo/0123456789abcdef",
                                        "dns_name",
                                        "qis-lb-demo-1.eu-west-1.elb.amazonaws.com",
                                        "zone_id",
                                        "Z32O12XQLNTSW2"))
                        .describedAs("arn, dns_name, and zone_id of the load balancer.")
                        .rule(
                                "length(setsubtract([\"arn\", \"dns_name\", \"zone_id\"], keys(var.load_balancer)))"
                                        + " == 0",
                                "load_balancer must contain arn, dns_name, and zone_id.",
                                Map.of("arn", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/x"))
                        .build(),
                cloudFront(),
                certificate(),
                webAcl(),
                Input.optional("price_class", "string", "PriceClass_100")
                        .describedAs("CloudFront edge locations. PriceClass_100: Europe and North America."
                                + " PriceClass_200: without South America and Oceania. PriceClass_All: all locations.")
                        .oneOf("PriceClass_100", "PriceClass_200", "PriceClass_All")
                        .build(),
                Input.of("edge.waf")
                        .describedAs("Attach a web ACL to the load balancer, with AWS managed rules and rate_limit.")
                        .build(),
                rateLimit(),
                logDays());
    }

    static Input rateLimit() {
        return Input.optional("rate_limit", "number", 2000)
                .valueOf("edge.rate-limit")
                .describedAs("Maximum number of requests per IP address in 5 minutes; the web ACL blocks"
                        + " further requests.")
                .between(SHORTEST_LIMIT, LONGEST_LIMIT)
                .build();
    }

    static Input logDays() {
        return Input.optional("waf_log_days", "number", 30)
                .describedAs("Retention of the log of blocked requests in days.")
                .among(Retention.DAYS)
                .build();
    }

    private static Input hostName() {
        return Input.of("host-name")
                .describedAs("Public DNS name of QIS. Required with CloudFront.")
                .matching(
                        CommonInputs.HOST_NAME,
                        "host_name must be empty or a lower-case DNS name such as images.example.com.",
                        "https://images.example.com/")
                .build();
    }

    private static Input cloudFront() {
        return Input.optional("cloudfront", "bool", false)
                .decidedBy("edge.cloudfront")
                .describedAs("Create a CloudFront distribution in front of the load balancer. The load balancer's"
                        + " certificate must then contain host_name and be issued by a certificate authority that"
                        + " CloudFront trusts. Set QIS_PROXY_SERVERS to 2.")
                .flag()
                .rule(
                        "!var.cloudfront || (var.host_name != \"\" && var.cloudfront_certificate_arn != \"\")",
                        "cloudfront requires host_name and cloudfront_certificate_arn.",
                        true)
                .build();
    }

    private static Input certificate() {
        return Input.optional("cloudfront_certificate_arn", "string", "")
                .decidedBy("edge.cloudfront-certificate")
                .describedAs("ARN of an ACM certificate for host_name in us-east-1, as CloudFront requires.")
                .matching(
                        "|arn:aws[a-z-]*:acm:us-east-1:[0-9]{12}:certificate/.+",
                        "cloudfront_certificate_arn must be empty or the ARN of an ACM certificate in us-east-1.",
                        "arn:aws:acm:eu-west-1:123456789012:certificate/x")
                .build();
    }

    private static Input webAcl() {
        return Input.optional("cloudfront_web_acl_arn", "string", "")
                .decidedBy("edge.cloudfront-web-acl")
                .describedAs("ARN of a web ACL with scope CLOUDFRONT, which is always in us-east-1; empty means none."
                        + " It also filters requests that CloudFront serves from its cache, and sees the visitors' IP"
                        + " addresses.")
                .matching(
                        "|arn:aws[a-z-]*:wafv2:us-east-1:[0-9]{12}:global/webacl/.+",
                        "cloudfront_web_acl_arn must be empty or the ARN of a web ACL with scope CLOUDFRONT.",
                        "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/x/y")
                .build();
    }

    /** The DNS zone; if edge.dns-zone is missing, CloudFront uses the zone of the load balancer's certificate. */
    private static String zone(Application application) {
        Edge edge = application.edge();
        Certificate certificate = application.loadBalancer().certificate();
        boolean inherited = edge.dnsZone().isEmpty() && edge.isCloudFront() && certificate.source() == Source.DNS;
        return inherited ? certificate.value() : edge.dnsZone();
    }

    /**
     * The edge component; empty if the environment enables no part of it.
     *
     * @param global the certificate and web ACL that are created for CloudFront
     */
    static Optional<EdgeOutputs> of(
            Environment environment,
            Application application,
            LoadBalancerOutputs balancer,
            Optional<EdgeGlobalOutputs> global) {
        Edge edge = application.edge();
        if (!edge.isWanted()) {
            return Optional.empty();
        }
        return Optional.of(new EdgeOutputs(Call.of(new EdgeInputs(
                Common.of(environment, CONTRACT),
                new Name(zone(application)),
                new Balancer(new Facts(balancer.arn(), balancer.dnsName(), balancer.zoneId())),
                cloudFront(edge, global)))));
    }

    private static CloudFront cloudFront(Edge edge, Optional<EdgeGlobalOutputs> global) {
        return new CloudFront(
                edge.isCloudFront(),
                existingOr(
                        edge.cloudFront().map(Edge.CloudFront::certificate),
                        global.map(EdgeGlobalOutputs::certificateArn)),
                existingOr(edge.cloudFront().map(Edge.CloudFront::webAcl), global.map(EdgeGlobalOutputs::webAclArn)));
    }

    private static Reference<Kind.Arn> existingOr(Optional<String> existing, Optional<Reference<Kind.Arn>> created) {
        return existing.filter(arn -> !arn.isEmpty())
                .map(Reference<Kind.Arn>::new)
                .or(() -> created)
                .orElse(new Reference<>(""));
    }
}
