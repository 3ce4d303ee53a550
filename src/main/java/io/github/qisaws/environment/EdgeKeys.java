package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.TextType;

/** The keys of {@code edge}. */
final class EdgeKeys {
    private static final Section.Builder EDGE = Section.at(
            "edge",
            "Public DNS record, CloudFront, and web application firewall (WAF), in front of the load balancer.");

    static final Key<String> DNS_ZONE = EDGE.key(
            "dns-zone",
            new TextType(
                    "a Route 53 zone ID such as Z0123456789ABC, or \"\" if another provider serves the DNS",
                    "|Z[A-Z0-9]{1,31}"),
            Default.of(""),
            "Route 53 zone in which a record for host-name is created. The record points to CloudFront if it is used,"
                    + " otherwise to the load balancer.",
            "Z0123456789ABC");
    static final Key<Boolean> CLOUDFRONT = EDGE.key(
            "cloudfront",
            new BooleanType(),
            Default.derived("true if cloudfront-certificate is set"),
            "Creates a CloudFront distribution in front of the load balancer. Without cloudfront-certificate, ACM issues"
                    + " a certificate for host-name in us-east-1, which it validates in dns-zone. To remove CloudFront"
                    + " from an environment, set false and apply before you remove this key.");
    static final Key<String> CERTIFICATE = EDGE.key(
            "cloudfront-certificate",
            new TextType(
                    "the ARN of an ACM certificate in us-east-1, or \"\" for none",
                    "|arn:aws:acm:us-east-1:[0-9]{12}:certificate/[A-Za-z0-9-]+"),
            Default.of(""),
            "Existing certificate for host-name that CloudFront uses; turns CloudFront on.",
            "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef");
    static final Key<String> WEB_ACL = EDGE.key(
            "cloudfront-web-acl",
            new TextType(
                    "the ARN of a web ACL of scope CLOUDFRONT, or \"\" for none",
                    "|arn:aws:wafv2:us-east-1:[0-9]{12}:global/webacl/[A-Za-z0-9_/-]+"),
            Default.of(""),
            "Existing web ACL for the CloudFront distribution, in place of the one that waf creates.",
            "arn:aws:wafv2:us-east-1:123456789012:global/webacl/qis/01234567-89ab-cdef-0123-456789abcdef");
    static final Key<Boolean> WAF = EDGE.key(
            "waf",
            new BooleanType(),
            Default.of(false),
            "Attach a web ACL to the load balancer, and another one to CloudFront if it is used, with AWS managed rules"
                    + " and rate-limit.");
    static final Key<Integer> RATE_LIMIT = EDGE.key(
            "rate-limit",
            IntegerType.between(10, 2000000, "requests"),
            Default.of(2000),
            "Maximum number of requests per IP address in 5 minutes; further requests are blocked. Requires edge.waf.");

    static final Section SECTION = EDGE.build();

    private EdgeKeys() {}
}
