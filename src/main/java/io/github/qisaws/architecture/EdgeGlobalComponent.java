package io.github.qisaws.architecture;

import io.github.qisaws.architecture.Contract.Location;
import io.github.qisaws.architecture.EdgeGlobalInputs.Home;
import io.github.qisaws.architecture.EdgeGlobalInputs.Wanted;
import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Edge;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Certificate.Source;
import java.util.List;
import java.util.Optional;

/** What CloudFront accepts only from us-east-1: its certificate and its web ACL. */
public final class EdgeGlobalComponent {
    public static final Contract CONTRACT = new Contract(
            "edge-global",
            "Edge, global part",
            "The certificate and the web ACL of CloudFront, for the module edge. CloudFront accepts both only from"
                    + " us-east-1, so give this module a provider for us-east-1. The web ACL has AWS managed rules and a"
                    + " rate limit; it sees the visitors' IP addresses, and also requests that CloudFront serves from its"
                    + " cache.",
            inputs(),
            List.of(
                    new Contract.Output(
                            "certificate_arn",
                            "ARN of the certificate, once ACM has issued it; empty without certificate."),
                    new Contract.Output("web_acl_arn", "ARN of the web ACL; empty without waf.")),
            List.of(new Contract.Stateful("aws_cloudwatch_log_group.waf", "the log of blocked requests")),
            Location.US_EAST_1);

    private EdgeGlobalComponent() {}

    private static List<Input> inputs() {
        return List.of(
                CommonInputs.ENVIRONMENT,
                CommonInputs.TAGS,
                CommonInputs.HOME_REGION,
                CommonInputs.hostName()
                        .describedAs("Public DNS name of QIS. Required with certificate.")
                        .build(),
                Input.optional("certificate", "bool", false)
                        .decidedBy("edge.cloudfront")
                        .describedAs("Create a certificate for host_name.")
                        .flag()
                        .rule("!var.certificate || var.host_name != \"\"", "certificate requires host_name.", true)
                        .build(),
                Input.optional("dns_zone_id", "string", "")
                        .decidedBy("edge.dns-zone")
                        .describedAs(
                                "Route 53 zone in which the record for the validation of the certificate is created."
                                        + " Empty means that the record exists: ACM wants the same record for a domain name in"
                                        + " all regions of an account, so the certificate of the load balancer may have created"
                                        + " it.")
                        .matching(
                                "|[A-Z0-9]{1,32}",
                                "dns_zone_id must be empty or a zone ID such as Z0123456789ABC.",
                                "a-zone")
                        .build(),
                Input.optional("waf", "bool", false)
                        .decidedBy("edge.waf")
                        .describedAs("Create a web ACL of scope CLOUDFRONT, with AWS managed rules and rate_limit.")
                        .flag()
                        .build(),
                EdgeComponent.rateLimit(),
                EdgeComponent.logDays());
    }

    /** The component; empty if CloudFront is not used, or uses an existing certificate and no web ACL of this module. */
    static Optional<EdgeGlobalOutputs> of(Environment environment, Application application) {
        Edge edge = application.edge();
        return edge.cloudFront().flatMap(cloudFront -> {
            boolean certificate = cloudFront.certificate().isEmpty();
            boolean waf = edge.waf() && cloudFront.webAcl().isEmpty();
            return certificate || waf
                    ? Optional.of(new EdgeGlobalOutputs(Call.of(new EdgeGlobalInputs(
                            Common.of(environment, CONTRACT),
                            new Home(environment.placement().region()),
                            new Wanted(certificate, certificate ? zone(application) : "", waf)))))
                    : Optional.empty();
        });
    }

    /**
     * Empty if the certificate of the load balancer is validated by the same record.
     *
     * <p>AWS Certificate Manager User Guide, "DNS validation": the record is the same for all certificates of a domain
     * name in an account.
     */
    private static String zone(Application application) {
        boolean exists = application.loadBalancer().certificate().source() == Source.DNS;
        return exists ? "" : application.edge().dnsZone();
    }
}
