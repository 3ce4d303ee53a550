package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.acm_certificate.AcmCertificate;
import com.hashicorp.cdktf.providers.aws.acm_certificate_validation.AcmCertificateValidation;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53Record;
import java.util.List;

/** A certificate that ACM issues for var.host_name after DNS validation in var.dns_zone_id. */
final class ProvenCertificate {
    /** The Terraform expression of its ARN: a list, empty without the certificate. Known when ACM has issued it. */
    static final String ARN = "aws_acm_certificate_validation.this[*].certificate_arn";

    private ProvenCertificate() {}

    /**
     * Adds the certificate. One name needs one record, without a for_each over values that are unknown until the
     * certificate exists.
     *
     * @param wanted condition of the certificate
     * @param record condition of the validation's record, which can exist already
     */
    static void add(Blueprint b, String name, String wanted, String record) {
        AcmCertificate certificate = b.add("this", id -> AcmCertificate.Builder.create(b.stack(), id)
                .domainName(b.var("host_name"))
                .validationMethod("DNS")
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build())
                .build());
        b.onlyIf(certificate, wanted);
        b.name(certificate, name);
        Route53Record proof = b.add("proof", id -> Route53Record.Builder.create(b.stack(), id)
                .zoneId(b.var("dns_zone_id"))
                .name(proofOf("resource_record_name"))
                .type(proofOf("resource_record_type"))
                .records(List.of(proofOf("resource_record_value")))
                .ttl(60)
                .allowOverwrite(true)
                .build());
        b.onlyIf(proof, record);
        AcmCertificateValidation validation = b.add("this", id -> AcmCertificateValidation.Builder.create(b.stack(), id)
                .certificateArn("${aws_acm_certificate.this[0].arn}")
                .build());
        validation.addOverride(
                "validation_record_fqdns",
                "${length(aws_route53_record.proof) > 0 ? aws_route53_record.proof[*].fqdn : null}");
        b.onlyIf(validation, wanted);
    }

    private static String proofOf(String attribute) {
        return "${tolist(aws_acm_certificate.this[0].domain_validation_options)[0]." + attribute + "}";
    }
}
