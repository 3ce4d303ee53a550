package io.github.qisaws.certificate;

import io.github.qisaws.architecture.Tags;
import io.github.qisaws.aws.AcmStore;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.CertificateStore;
import io.github.qisaws.aws.CertificateStore.Stored;
import io.github.qisaws.certificate.CertificateRequest.Given;
import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Imports the certificate of an environment's load balancer into ACM without Terraform, so that no state contains its
 * private key.
 */
public final class Certificates {
    private static final String ORIGIN_TAG = "qis-aws:certificate";
    private static final String GIVEN = "given";
    private static final String SELF_SIGNED = "self-signed";
    private static final Duration SOON = Duration.ofDays(30);

    private final CertificateStore store;
    private final Clock clock;

    Certificates(CertificateStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * The certificates in the environment's account and region.
     *
     * @throws io.github.qisaws.problem.ProblemException if the credentials are missing or of another account
     */
    public static Certificates of(Environment environment, AwsAccess access) {
        access.requireAccount(environment.placement().account());
        return new Certificates(new AcmStore(access), Clock.systemUTC());
    }

    /** The domain by which Terraform finds the certificate; the load-balancer module has the same rule. */
    public static String domain(Environment environment) {
        String host = environment.application().map(Application::hostName).orElse("");
        return host.isEmpty() ? "qis-" + environment.name() + ".internal" : host;
    }

    /**
     * Creates or reads the certificate, checks it, and imports it. An earlier certificate is replaced and keeps its
     * ARN. Safe to repeat.
     *
     * @throws io.github.qisaws.problem.ProblemException if the certificate cannot be used for the environment, or
     *     would replace a certificate that must be kept
     */
    public ImportedCertificate provide(Environment environment, CertificateRequest request) {
        String domain = domain(environment);
        Instant now = clock.instant();
        Bundle bundle = bundle(request, domain, now);
        Optional<Stored> earlier = earlier(environment, domain);
        earlier.ifPresent(stored -> requireReplaceable(stored, request, now));
        Map<String, String> tags = tags(environment, request);
        String arn = earlier.map(stored -> {
                    store.replace(stored.arn(), bundle.pems(), tags);
                    return stored.arn();
                })
                .orElseGet(() -> store.add(bundle.pems(), tags));
        requireListed(arn, domain);
        Instant notAfter = bundle.certificate().getNotAfter().toInstant();
        return new ImportedCertificate(arn, domain, notAfter, earlier.isPresent(), notes(request, bundle, now));
    }

    private static Bundle bundle(CertificateRequest request, String domain, Instant now) {
        if (request instanceof CertificateRequest.SelfSigned selfSigned) {
            return SelfSigned.make(domain, selfSigned.days(), now);
        }
        Bundle bundle = GivenFiles.read((Given) request);
        BundleCheck.require(bundle, domain, now);
        return bundle;
    }

    /**
     * The certificate to replace. Throws if another certificate has the same domain, because Terraform finds
     * certificates by domain.
     */
    private Optional<Stored> earlier(Environment environment, String domain) {
        List<Stored> all = store.imported(domain);
        List<Stored> foreign = all.stream()
                .filter(stored -> !environment.name().equals(stored.tags().get(Tags.ENVIRONMENT)))
                .toList();
        if (!foreign.isEmpty() || all.size() > 1) {
            String arns = String.join(", ", all.stream().map(Stored::arn).toList());
            throw new Problem(
                            ExitCode.BLOCKED,
                            "ACM has other imported certificates for " + domain,
                            "Certificates in ACM: " + arns
                                    + ". Terraform finds the certificate by its domain and could use the wrong one.",
                            "Run aws acm add-tags-to-certificate --certificate-arn ARN --tags Key=" + Tags.ENVIRONMENT
                                    + ",Value=" + environment.name()
                                    + " to give one certificate to this environment, and delete the others. Or set"
                                    + " the ARN in the environment file: load-balancer: {certificate: {arn:"
                                    + " …}}.")
                    .asException();
        }
        return all.stream().findFirst();
    }

    /**
     * Throws if a self-signed certificate would replace a valid one from files, as it would if the user omits the
     * options.
     */
    private static void requireReplaceable(Stored stored, CertificateRequest request, Instant now) {
        boolean wouldDowngrade = request instanceof CertificateRequest.SelfSigned selfSigned
                && !selfSigned.replaceGiven()
                && !SELF_SIGNED.equals(stored.tags().get(ORIGIN_TAG))
                && stored.notAfter().isAfter(now);
        if (wouldDowngrade) {
            throw new Problem(
                            ExitCode.BLOCKED,
                            "a self-signed certificate would replace one imported from files",
                            stored.arn() + " is valid until " + stored.notAfter() + ".",
                            "Pass the new certificate with --certificate and --key, or pass --replace to use a"
                                    + " self-signed certificate.")
                    .asException();
        }
    }

    private void requireListed(String arn, String domain) {
        String listed = store.listedName(arn);
        if (!listed.equals(domain)) {
            throw new Problem(
                            ExitCode.FAILED,
                            "ACM lists the imported certificate under another name",
                            arn + " is listed as " + listed + ", so Terraform cannot find it as " + domain + ".",
                            "Set the ARN in the environment file: load-balancer: {certificate: {arn: " + arn + "}}.")
                    .asException();
        }
    }

    private static Map<String, String> tags(Environment environment, CertificateRequest request) {
        Map<String, String> tags = new HashMap<>(environment.site().tags());
        tags.put("Name", "qis-lb-" + environment.name());
        tags.put(Tags.ENVIRONMENT, environment.name());
        tags.put(Tags.CERTIFICATE_DOMAIN, domain(environment));
        tags.put(ORIGIN_TAG, request instanceof Given ? GIVEN : SELF_SIGNED);
        return tags;
    }

    private static List<String> notes(CertificateRequest request, Bundle bundle, Instant now) {
        List<String> notes = new ArrayList<>();
        Instant notAfter = bundle.certificate().getNotAfter().toInstant();
        if (bundle.selfSigned()) {
            notes.add("The certificate is self-signed. Browsers will show a warning.");
        } else if (bundle.chain().isEmpty()) {
            notes.add("The certificate has no chain. Clients that do not know the issuer "
                    + bundle.certificate().getIssuerX500Principal() + " will reject it.");
        }
        if (notAfter.isBefore(now.plus(SOON))) {
            notes.add("The certificate expires on " + notAfter + ". Rerun this command before that date.");
        }
        if (request instanceof Given given && GivenFiles.openToOthers(given.key())) {
            notes.add("Other users can read or change " + given.key() + ". Run chmod 600 " + given.key() + ".");
        }
        return notes;
    }
}
