package io.github.qisaws.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.ImportCertificateRequest;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.Tag;

/** Certificates in ACM of one account and region. */
public final class AcmStore implements CertificateStore {
    private final AwsAccess access;

    public AcmStore(AwsAccess access) {
        this.access = access;
    }

    /** Lists all key types; without this filter, ACM lists only RSA certificates with 2048 bits. */
    @Override
    public List<Stored> imported(String domain) {
        return ask("acm:ListCertificates", acm -> acm
                .listCertificatesPaginator(
                        request -> request.includes(filter -> filter.keyTypes(KeyAlgorithm.knownValues())))
                .certificateSummaryList()
                .stream()
                .filter(summary -> summary.type() == CertificateType.IMPORTED
                        && summary.domainName().equals(domain))
                .map(summary -> stored(acm, summary))
                .toList());
    }

    @Override
    public String add(Pems pems, Map<String, String> tags) {
        ImportCertificateRequest request = request(pems).tags(tags(tags)).build();
        return change("acm:ImportCertificate", "imported a certificate into ACM", acm -> acm.importCertificate(request)
                .certificateArn());
    }

    /** Replaces a certificate, then sets its tags: ACM does not accept tags when a certificate is replaced. */
    @Override
    public void replace(String arn, Pems pems, Map<String, String> tags) {
        ImportCertificateRequest request = request(pems).certificateArn(arn).build();
        change("acm:ImportCertificate", "replaced the certificate " + arn, acm -> acm.importCertificate(request));
        change(
                "acm:AddTagsToCertificate",
                "tagged the certificate " + arn,
                acm -> acm.addTagsToCertificate(
                        tagging -> tagging.certificateArn(arn).tags(tags(tags))));
    }

    @Override
    public String listedName(String arn) {
        return ask("acm:DescribeCertificate", acm -> acm.describeCertificate(request -> request.certificateArn(arn))
                .certificate()
                .domainName());
    }

    private static Stored stored(AcmClient acm, CertificateSummary summary) {
        Map<String, String> tags =
                acm.listTagsForCertificate(request -> request.certificateArn(summary.certificateArn())).tags().stream()
                        .collect(Collectors.toMap(Tag::key, tag -> tag.value() == null ? "" : tag.value()));
        Instant notAfter = summary.notAfter() == null ? Instant.EPOCH : summary.notAfter();
        return new Stored(summary.certificateArn(), notAfter, tags);
    }

    private static ImportCertificateRequest.Builder request(Pems pems) {
        ImportCertificateRequest.Builder request = ImportCertificateRequest.builder()
                .certificate(SdkBytes.fromUtf8String(pems.certificate()))
                .privateKey(SdkBytes.fromUtf8String(pems.key()));
        return pems.chain().isEmpty() ? request : request.certificateChain(SdkBytes.fromUtf8String(pems.chain()));
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private <T> T ask(String action, Function<AcmClient, T> question) {
        return access.call(action, () -> with(question));
    }

    private <T> T change(String action, String effect, Function<AcmClient, T> change) {
        return access.change(action, effect, () -> with(change));
    }

    private <T> T with(Function<AcmClient, T> call) {
        try (AcmClient acm = access.configure("ACM", AcmClient.builder()).build()) {
            return call.apply(acm);
        }
    }
}
