package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.data_aws_acm_certificate.DataAwsAcmCertificate;
import com.hashicorp.cdktf.providers.aws.data_aws_resourcegroupstaggingapi_resources.DataAwsResourcegroupstaggingapiResources;
import com.hashicorp.cdktf.providers.aws.data_aws_resourcegroupstaggingapi_resources.DataAwsResourcegroupstaggingapiResourcesTagFilter;
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
        ProvenCertificate.add(b, "qis-lb", DNS, DNS);
        imported(b);
        b.local(
                "certificate_arn",
                "join(\"\", concat(var.certificate_source == \"arn\" ? [var.certificate_arn] : [],"
                        + " " + ProvenCertificate.ARN + ", [for i, arn in local.tagged_certificates : arn if i == 0],"
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
}
