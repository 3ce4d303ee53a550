package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.route53_record.Route53Record;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53RecordAlias;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.architecture.EdgeComponent;
import java.util.Map;

/** DNS record, CloudFront, and the load balancer's web ACL. */
final class EdgeModule implements ModuleDefinition {
    static final String CLOUDFRONT = "var.cloudfront";

    @Override
    public Contract contract() {
        return EdgeComponent.CONTRACT;
    }

    @Override
    public Map<String, Map<String, Object>> mockedData() {
        return Map.of("aws_region", Region.MOCKED);
    }

    @Override
    public void define(Blueprint b) {
        Region.addTo(b);
        EdgeDistribution.add(b);
        EdgeFilter.addRegional(b);
        names(b);
        b.output("url", "var.host_name == \"\" ? \"\" : \"https://${var.host_name}\"");
        b.output("distribution_id", "one(aws_cloudfront_distribution.this[*].id)");
        b.output("distribution_domain_name", "one(aws_cloudfront_distribution.this[*].domain_name)");
        b.output("web_acl_arn", "one(" + EdgeFilter.ARN + ")");
    }

    /** AAAA records only with CloudFront, because the load balancer has only IPv4 addresses. */
    private static void names(Blueprint b) {
        Route53Record name = b.add("name", id -> Route53Record.Builder.create(b.stack(), id)
                .zoneId(b.var("dns_zone_id"))
                .name(b.var("host_name"))
                .type("${each.key}")
                .alias(Route53RecordAlias.builder()
                        .name(target("domain_name", "dns_name"))
                        .zoneId(target("hosted_zone_id", "zone_id"))
                        .evaluateTargetHealth(false)
                        .build())
                .build());
        b.forEach(name, "toset(var.dns_zone_id == \"\" ? [] : " + CLOUDFRONT + " ? [\"A\", \"AAAA\"] : [\"A\"])");
    }

    private static String target(String ofCloudFront, String ofBalancer) {
        return "${" + CLOUDFRONT + " ? one(aws_cloudfront_distribution.this[*]." + ofCloudFront
                + ") : var.load_balancer[\"" + ofBalancer + "\"]}";
    }
}
