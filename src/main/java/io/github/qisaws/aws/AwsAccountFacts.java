package io.github.qisaws.aws;

import io.github.qisaws.environment.Environment.Placement;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;

/** Asks AWS, read-only. */
public final class AwsAccountFacts implements AccountFacts {
    private final AwsAccess given;
    private Optional<AwsAccess> access = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    public AwsAccountFacts(AwsAccess access) {
        this.given = access;
    }

    /** Resolves the credentials once; otherwise each of the concurrent calls would assume the role of a profile. */
    private synchronized AwsAccess access() {
        failure.ifPresent(earlier -> {
            throw earlier;
        });
        try {
            AwsAccess resolved = access.orElseGet(given::withCredentials);
            access = Optional.of(resolved);
            return resolved;
        } catch (RuntimeException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    private AwsCapacity capacity() {
        return new AwsCapacity(access());
    }

    private AwsOffers offers() {
        return new AwsOffers(access());
    }

    @Override
    public Set<String> zones() {
        return offers().zones();
    }

    @Override
    public Optional<String> regionStatus() {
        return offers().regionStatus();
    }

    @Override
    public Map<String, Set<String>> offerings(Collection<String> instanceTypes) {
        return offers().offerings(instanceTypes);
    }

    @Override
    public Map<String, InstanceFacts> instanceTypes(Collection<String> names) {
        return offers().instanceTypes(names);
    }

    @Override
    public Map<String, Set<String>> databaseOffers(String instanceClass) {
        return new AwsDatabaseOffers(access()).of(instanceClass);
    }

    @Override
    public Map<String, Set<String>> endpointServices() {
        return offers().endpointServices();
    }

    @Override
    public Map<String, Integer> prefixLists() {
        return capacity().prefixLists();
    }

    @Override
    public int quota(String service, String code) {
        return capacity().quota(service, code);
    }

    @Override
    public int addresses() {
        return capacity().addresses();
    }

    @Override
    public int networks() {
        return capacity().networks();
    }

    @Override
    public Map<String, String> defaultRoutes(String vpc) {
        return new AwsRoutes(access()).defaults(vpc);
    }

    @Override
    public int loadBalancers() {
        return capacity().loadBalancers();
    }

    @Override
    public Map<String, Integer> instances() {
        return capacity().instances();
    }

    @Override
    public Optional<String> parameter(String name) {
        return new ImageRegistry(access()).parameter(name);
    }

    @Override
    public Optional<Image> image(String id) {
        return offers().image(id);
    }

    @Override
    public Optional<EncryptionKey> encryptionKey(String arn) {
        return new AwsKeys(access()).key(arn);
    }

    @Override
    public Optional<Certificate> certificate(String arn) {
        return access().call("acm:DescribeCertificate", () -> {
            try (AcmClient acm = access().configure("ACM", AcmClient.builder()).build()) {
                return Optional.of(certificate(acm.describeCertificate(request -> request.certificateArn(arn))
                        .certificate()));
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    private static Certificate certificate(CertificateDetail detail) {
        return new Certificate(
                detail.certificateArn(),
                detail.statusAsString(),
                detail.type() == CertificateType.IMPORTED,
                Optional.ofNullable(detail.notAfter()));
    }

    @Override
    public List<Certificate> imported(String domain) {
        return new AcmStore(access())
                .imported(domain).stream()
                        .flatMap(stored -> certificate(stored.arn()).stream())
                        .toList();
    }

    @Override
    public Optional<Bucket> bucket(String name, String owner) {
        return new AwsBuckets(access()).bucket(name, owner);
    }

    @Override
    public Instant now() {
        return access().call("sts:GetCallerIdentity", () -> {
            try (StsClient sts = access().configure("STS", StsClient.builder()).build()) {
                return sts.getCallerIdentity()
                        .sdkHttpResponse()
                        .firstMatchingHeader("Date")
                        .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                        .orElseGet(Instant::now);
            }
        });
    }

    @Override
    public RolloutFacts rollouts() {
        return new AwsRollouts(access());
    }

    @Override
    public DatabaseAccount databases() {
        return new AwsDatabaseAccount(access());
    }

    @Override
    public Optional<Instant> lastBackup(String arn) {
        return new RecoveryPoints(access())
                .ofResource(arn).stream()
                        .filter(RecoveryPoint::complete)
                        .map(RecoveryPoint::made)
                        .max(Comparator.naturalOrder());
    }

    @Override
    public Optional<DataSnapshot> volumeSnapshot(String id) {
        return new AwsDataAccount(access()).volumeSnapshot(id);
    }

    @Override
    public Optional<DataSnapshot> databaseSnapshot(String name) {
        return new AwsDataAccount(access()).databaseSnapshot(name);
    }

    @Override
    public Optional<Holder> named(String type, String name, boolean inUsEast1) {
        return new AwsNames(inUsEast1 ? access().in(Placement.US_EAST_1) : access()).find(type, name);
    }
}
