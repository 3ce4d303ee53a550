package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.Certificate;
import io.github.qisaws.environment.Environment.HttpMode;
import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.ChoiceType;
import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Section;
import java.util.Map;

/** The keys of {@code load-balancer}. */
final class LoadBalancerKeys {
    private static final Section.Builder LOAD_BALANCER =
            Section.at("load-balancer", "What stands in front of the web servers.");

    static final Key<HttpMode> HTTP = LOAD_BALANCER.key(
            "http",
            ChoiceType.of(HttpMode.class),
            Default.of(HttpMode.REDIRECT),
            "What port 80 does: send the browser to HTTPS, or serve plainly as the original did.");
    static final Key<Certificate> CERTIFICATE = LOAD_BALANCER.key(
            "certificate",
            new CertificateType(),
            Default.of(new Certificate(Certificate.Source.IMPORTED, "")),
            "Where the certificate of port 443 comes from: imported by \"qis-aws certificate\", an existing one, or made"
                    + " by ACM and proven in a Route 53 zone (which needs host-name).",
            Map.of("dns-zone", "Z0123456789ABC"));
    static final Key<String> TLS_POLICY = LOAD_BALANCER.key(
            "tls-policy",
            Forms.TLS_POLICY,
            Default.of("ELBSecurityPolicy-TLS13-1-2-2021-06"),
            "The load balancer's TLS security policy.",
            Forms.TLS_POLICIES.toArray());
    static final Key<Boolean> ACCESS_LOGS =
            LOAD_BALANCER.key("access-logs", new BooleanType(), Default.of(true), "Keep access logs in an S3 bucket.");
    // Apache keeps an idle connection for 75 s.
    static final Key<Integer> IDLE_TIMEOUT = LOAD_BALANCER.key(
            "idle-timeout",
            IntegerType.between(1, 74, "seconds"),
            Default.of(60),
            "After how long an idle connection is closed; below the web servers' 75 s, which avoids stray errors 502.");

    static final Section SECTION = LOAD_BALANCER.build();

    private LoadBalancerKeys() {}
}
