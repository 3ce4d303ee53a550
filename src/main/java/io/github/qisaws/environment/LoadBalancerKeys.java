package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.Certificate;
import io.github.qisaws.environment.Environment.HttpMode;
import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.ChoiceType;
import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.ListType;
import io.github.qisaws.environment.schema.Section;
import java.util.List;
import java.util.Map;

/** The keys of {@code load-balancer}. */
final class LoadBalancerKeys {
    /** Each takes two of the 60 rules of a security group. */
    private static final int MOST_BLOCKS = 20;

    private static final Section.Builder LOAD_BALANCER =
            Section.at("load-balancer", "The Application Load Balancer in front of the web servers.");

    static final Key<HttpMode> HTTP = LOAD_BALANCER.key(
            "http",
            ChoiceType.of(HttpMode.class),
            Default.of(HttpMode.REDIRECT),
            "Port 80: redirect browsers to HTTPS, or forward plain HTTP to the web servers (as in the original"
                    + " notes).");
    static final Key<Certificate> CERTIFICATE = LOAD_BALANCER.key(
            "certificate",
            new CertificateType(),
            Default.of(new Certificate(Certificate.Source.IMPORTED, "")),
            "Certificate for port 443: imported with \"qis-aws certificate\", an existing ACM certificate (arn), or"
                    + " one that ACM issues after DNS validation in a Route 53 zone (dns-zone; requires host-name).",
            Map.of("dns-zone", "Z0123456789ABC"));
    static final Key<String> TLS_POLICY = LOAD_BALANCER.key(
            "tls-policy",
            Forms.TLS_POLICY,
            Default.of("ELBSecurityPolicy-TLS13-1-2-2021-06"),
            "TLS security policy of the load balancer.",
            Forms.TLS_POLICIES.toArray());
    static final Key<Boolean> ACCESS_LOGS =
            LOAD_BALANCER.key("access-logs", new BooleanType(), Default.of(true), "Keep access logs in an S3 bucket.");
    // Apache keeps an idle connection for 75 s.
    static final Key<Integer> IDLE_TIMEOUT = LOAD_BALANCER.key(
            "idle-timeout",
            IntegerType.between(1, 74, "seconds"),
            Default.of(60),
            "Time after which an idle connection is closed. It stays below the web servers' 75 s keep-alive to avoid"
                    + " 502 errors.");

    static final Key<Boolean> INTERNAL = LOAD_BALANCER.key(
            "internal",
            new BooleanType(),
            Default.of(false),
            "Give the load balancer only private IP addresses, in the subnets of the web servers. It is reachable from"
                    + " the VPC and from allowed-from. A change replaces the load balancer.");
    static final Key<List<String>> ALLOWED_FROM = LOAD_BALANCER.key(
            "allowed-from",
            new ListType<>(CidrForms.IPV4, 0, MOST_BLOCKS),
            Default.of(List.of()),
            "IPv4 CIDR blocks besides the VPC's that can reach an internal load balancer, such as an office network"
                    + " behind a VPN. Requires internal.",
            List.of("10.0.0.0/8"));

    static final Section SECTION = LOAD_BALANCER.build();

    private LoadBalancerKeys() {}
}
