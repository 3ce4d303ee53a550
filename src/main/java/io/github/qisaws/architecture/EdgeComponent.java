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

/** What stands between the Internet and the load balancer: the name, CloudFront, and a web application firewall. */
public final class EdgeComponent {
    private static final int SHORTEST_LIMIT = 10;
    private static final int LONGEST_LIMIT = 2000000000;

    public static final Contract CONTRACT = new Contract(
            "edge",
            "Edge",
            "What stands between the Internet and the load balancer, each part optional: the public name in Route 53,"
                    + " CloudFront, and a web application firewall with AWS's managed rules and a limit of requests."
                    + " CloudFront keeps images only, under a key that holds all of QIS's image options and the"
                    + " visitor's session, for as long as QIS itself says; pages and the API pass through. The module"
                    + " uses one provider, that of the load balancer's region: what CloudFront needs in us-east-1, its"
                    + " certificate and a firewall of its own, comes by ARN.",
            inputs(),
            List.of(
                    new Contract.Output("url", "Where visitors reach QIS; empty without a name of its own."),
                    new Contract.Output("distribution_id", "Id of the CloudFront distribution; null without one."),
                    new Contract.Output("distribution_domain_name", "CloudFront's own name; null without one."),
                    new Contract.Output("web_acl_arn", "ARN of the load balancer's web ACL; null without one.")),
            List.of(new Contract.Stateful("aws_cloudwatch_log_group.waf", "the record of refused requests")));

    private EdgeComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                hostName(),
                Input.optional("dns_zone_id", "string", "")
                        .decidedBy("edge.dns-zone")
                        .describedAs("Route 53 zone in which host_name is made to point to CloudFront, or else to the"
                                + " load balancer; empty means that DNS is kept elsewhere.")
                        .matching(
                                "|[A-Z0-9]{1,32}",
                                "dns_zone_id must be empty or a zone id such as Z0123456789ABC.",
                                "a-zone")
                        .rule(
                                "var.dns_zone_id == \"\" || var.host_name != \"\"",
                                "dns_zone_id needs host_name.",
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
                        .describedAs("arn, dns_name and zone_id of the load balancer.")
                        .rule(
                                "length(setsubtract([\"arn\", \"dns_name\", \"zone_id\"], keys(var.load_balancer))) == 0",
                                "load_balancer must have arn, dns_name and zone_id.",
                                Map.of("arn", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/x"))
                        .build(),
                cloudFront(),
                certificate(),
                webAcl(),
                Input.optional("price_class", "string", "PriceClass_100")
                        .describedAs("Where CloudFront answers. PriceClass_100: Europe and North America. 200: without"
                                + " South America and Oceania. All: everywhere.")
                        .oneOf("PriceClass_100", "PriceClass_200", "PriceClass_All")
                        .build(),
                Input.of("edge.waf")
                        .describedAs("A web ACL on the load balancer: AWS's managed rules and rate_limit.")
                        .build(),
                Input.optional("rate_limit", "number", 2000)
                        .valueOf("edge.rate-limit")
                        .describedAs("Requests of one address in 5 minutes above which the web ACL refuses it.")
                        .between(SHORTEST_LIMIT, LONGEST_LIMIT)
                        .build(),
                Input.optional("waf_log_days", "number", 30)
                        .describedAs("Days that the record of refused requests is kept.")
                        .among(Retention.DAYS)
                        .build());
    }

    private static Input hostName() {
        return Input.of("host-name")
                .describedAs("Public DNS name of QIS; CloudFront needs one.")
                .matching(
                        "|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])",
                        "host_name must be empty or a DNS name in lower case such as images.example.com.",
                        "https://images.example.com/")
                .build();
    }

    private static Input cloudFront() {
        return Input.optional("cloudfront", "bool", false)
                .decidedBy("edge.cloudfront-certificate")
                .describedAs("CloudFront in front of the load balancer, whose certificate must then be of an authority"
                        + " that CloudFront knows and hold host_name. QIS's PROXY_SERVERS must be 2.")
                .flag()
                .rule(
                        "!var.cloudfront || (var.host_name != \"\" && var.cloudfront_certificate_arn != \"\")",
                        "cloudfront needs host_name and cloudfront_certificate_arn.",
                        true)
                .build();
    }

    private static Input certificate() {
        return Input.optional("cloudfront_certificate_arn", "string", "")
                .fedBy("edge.cloudfront-certificate")
                .describedAs("ARN of a certificate for host_name in ACM of us-east-1, where CloudFront looks.")
                .matching(
                        "|arn:aws[a-z-]*:acm:us-east-1:[0-9]{12}:certificate/.+",
                        "cloudfront_certificate_arn must be empty or the ARN of a certificate in ACM of us-east-1.",
                        "arn:aws:acm:eu-west-1:123456789012:certificate/x")
                .build();
    }

    private static Input webAcl() {
        return Input.optional("cloudfront_web_acl_arn", "string", "")
                .fedBy("edge.cloudfront-web-acl")
                .describedAs("ARN of a web ACL of scope CLOUDFRONT, which is always in us-east-1; empty means none. It"
                        + " alone sees requests that CloudFront answers by itself, and knows their true addresses.")
                .matching(
                        "|arn:aws[a-z-]*:wafv2:us-east-1:[0-9]{12}:global/webacl/.+",
                        "cloudfront_web_acl_arn must be empty or the ARN of a web ACL of scope CLOUDFRONT.",
                        "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/x/y")
                .build();
    }

    /** The load balancer's own zone serves for CloudFront too. */
    private static String zone(Application application) {
        Edge edge = application.edge();
        Certificate certificate = application.loadBalancer().certificate();
        boolean inherited = edge.dnsZone().isEmpty() && edge.isCloudFront() && certificate.source() == Source.DNS;
        return inherited ? certificate.value() : edge.dnsZone();
    }

    /** What the environment asks for in front of its load balancer; nothing, if it asks for nothing. */
    static List<Outputs> of(Environment environment, Application application, LoadBalancerOutputs balancer) {
        Edge edge = application.edge();
        if (!edge.isWanted()) {
            return List.of();
        }
        return List.of(new Outputs(Call.of(new EdgeInputs(
                Common.of(environment, CONTRACT),
                new Name(zone(application)),
                new Balancer(new Facts(balancer.arn(), balancer.dnsName(), balancer.zoneId())),
                new CloudFront(edge.isCloudFront())))));
    }
}
