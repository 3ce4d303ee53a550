package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.acm_certificate.AcmCertificate;
import com.hashicorp.cdktf.providers.aws.acm_certificate_validation.AcmCertificateValidation;
import com.hashicorp.cdktf.providers.aws.data_aws_acm_certificate.DataAwsAcmCertificate;
import com.hashicorp.cdktf.providers.aws.data_aws_resourcegroupstaggingapi_resources.DataAwsResourcegroupstaggingapiResources;
import com.hashicorp.cdktf.providers.aws.data_aws_resourcegroupstaggingapi_resources.DataAwsResourcegroupstaggingapiResourcesTagFilter;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53Record;
import io.github.qisaws.architecture.Tags;
import java.util.List;

/** The certificate of port 443, from any source; adds local.certificate_arn with its ARN. */
final class BalancerCertificate {
    private static final String DNS = "var.certificate_source == \"dns\"";
    private static final String IMPORTED = "var.certificate_source == \"imported\"";
    /** Key types that a load balancer supports; without this list, AWS returns only certificates with RSA 2048 keys. */
    private static final List<String> KEY_TYPES =
            List.of("RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1");

    private BalancerCertificate() {}

    static void add(Blueprint b) {
        provenByDns(b);
        imported(b);
        b.local(
                "certificate_arn",
                "join(\"\", concat(var.certificate_source == \"arn\" ? [var.certificate_arn] : [],"
                        + " aws_acm_certificate_validation.this[*].certificate_arn, [for i, arn in local.tagged_certificates : arn if i == 0],"
                        + " data.aws_acm_certificate.imported[*].arn))");
    }

    /**
     * Finds an imported certificate by its tags, also after it expired, so that a plan can still renew or change the
     * site. The data source for certificates fails if it finds none that is valid, so it reads only a certificate
     * without these tags.
     */
    private static void imported(Blueprint b) {
        b.local("certificate_domain", "var.host_name != \"\" ? var.host_name : \"qis-${var.environment}.internal\"");
        DataAwsResourcegroupstaggingapiResources tagged =
                b.add("certificate", id -> DataAwsResourcegroupstaggingapiResources.Builder.create(b.stack(), id)
                        .resourceTypeFilters(List.of("acm:certificate"))
                        .tagFilter(List.of(
                                tag(Tags.ENVIRONMENT, b.var("environment")),
                                tag(Tags.CERTIFICATE_DOMAIN, "${local.certificate_domain}")))
                        .build());
        b.onlyIf(tagged, IMPORTED);
        b.local(
                "tagged_certificates",
                "sort(flatten(data.aws_resourcegroupstaggingapi_resources.certificate[*].resource_tag_mapping_list[*]"
                        + ".resource_arn))");
        DataAwsAcmCertificate untagged = b.add("imported", id -> DataAwsAcmCertificate.Builder.create(b.stack(), id)
                .domain("${local.certificate_domain}")
                .types(List.of("IMPORTED"))
                .statuses(List.of("ISSUED"))
                .keyTypes(KEY_TYPES)
                .mostRecent(true)
                .build());
        b.onlyIf(untagged, IMPORTED + " && length(local.tagged_certificates) == 0");
    }

    private static DataAwsResourcegroupstaggingapiResourcesTagFilter tag(String key, String value) {
        return DataAwsResourcegroupstaggingapiResourcesTagFilter.builder()
                .key(key)
                .values(List.of(value))
                .build();
    }

    /** One name needs one record, without a for_each over values that are unknown until the certificate exists. */
    private static void provenByDns(Blueprint b) {
        AcmCertificate certificate = b.add("this", id -> AcmCertificate.Builder.create(b.stack(), id)
                .domainName(b.var("host_name"))
                .validationMethod("DNS")
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build())
                .build());
        b.onlyIf(certificate, DNS);
        b.name(certificate, "qis-lb");
        Route53Record proof = b.add("proof", id -> Route53Record.Builder.create(b.stack(), id)
                .zoneId(b.var("dns_zone_id"))
                .name(proofOf("resource_record_name"))
                .type(proofOf("resource_record_type"))
                .records(List.of(proofOf("resource_record_value")))
                .ttl(60)
                .allowOverwrite(true)
                .build());
        b.onlyIf(proof, DNS);
        AcmCertificateValidation validation = b.add("this", id -> AcmCertificateValidation.Builder.create(b.stack(), id)
                .certificateArn("${aws_acm_certificate.this[0].arn}")
                .validationRecordFqdns(List.of("${aws_route53_record.proof[0].fqdn}"))
                .build());
        b.onlyIf(validation, DNS);
    }

    private static String proofOf(String attribute) {
        return "${tolist(aws_acm_certificate.this[0].domain_validation_options)[0]." + attribute + "}";
    }
}
