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

/** Imports the certificate of an environment's load balancer into ACM, so that no private key enters a state. */
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
     * Those of the environment's region.
     *
     * @throws io.github.qisaws.problem.ProblemException if the credentials are missing or of another account
     */
    public static Certificates of(Environment environment, AwsAccess access) {
        access.requireAccount(environment.placement().account());
        return new Certificates(new AcmStore(access), Clock.systemUTC());
    }

    /** The name under which Terraform looks the certificate up; the load-balancer module has the same rule. */
    public static String domain(Environment environment) {
        String host = environment.application().map(Application::hostName).orElse("");
        return host.isEmpty() ? "qis-" + environment.name() + ".internal" : host;
    }

    /**
     * Makes or reads the certificate, checks it and imports it, onto the ARN of the earlier one where there is one;
     * safe to repeat.
     *
     * @throws io.github.qisaws.problem.ProblemException if it cannot serve the environment, or would take the place of
     *     one that it should not
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

    /** Only one that bears the environment's tag may be replaced; Terraform could not tell another one from it. */
    private Optional<Stored> earlier(Environment environment, String domain) {
        List<Stored> all = store.imported(domain);
        List<Stored> foreign = all.stream()
                .filter(stored -> !environment.name().equals(stored.tags().get(Tags.ENVIRONMENT)))
                .toList();
        if (!foreign.isEmpty() || all.size() > 1) {
            String arns = String.join(", ", all.stream().map(Stored::arn).toList());
            throw new Problem(
                            ExitCode.BLOCKED,
                            "an imported certificate for " + domain + " is in ACM that is not this environment's alone",
                            "ACM has " + arns + "; Terraform looks the certificate up by its name and could take the"
                                    + " wrong one.",
                            "let this environment have it, aws acm add-tags-to-certificate --certificate-arn ARN --tags"
                                    + " Key=" + Tags.ENVIRONMENT + ",Value=" + environment.name() + ", and delete any"
                                    + " others; or name its ARN in the environment file: load-balancer: {certificate:"
                                    + " {arn: …}}.")
                    .asException();
        }
        return all.stream().findFirst();
    }

    /** A certificate from an authority is not lost to a command that forgot its files. */
    private static void requireReplaceable(Stored stored, CertificateRequest request, Instant now) {
        boolean wouldDowngrade = request instanceof CertificateRequest.SelfSigned selfSigned
                && !selfSigned.replaceGiven()
                && !SELF_SIGNED.equals(stored.tags().get(ORIGIN_TAG))
                && stored.notAfter().isAfter(now);
        if (wouldDowngrade) {
            throw new Problem(
                            ExitCode.BLOCKED,
                            "a self-signed certificate would replace one that was given as files",
                            stored.arn() + " is valid until " + stored.notAfter() + ".",
                            "give the new certificate with --certificate and --key, or say --replace to have a"
                                    + " self-signed one all the same.")
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
                            "name its ARN in the environment file: load-balancer: {certificate: {arn: " + arn + "}}.")
                    .asException();
        }
    }

    private static Map<String, String> tags(Environment environment, CertificateRequest request) {
        Map<String, String> tags = new HashMap<>(environment.site().tags());
        tags.put("Name", "qis-lb-" + environment.name());
        tags.put(Tags.ENVIRONMENT, environment.name());
        tags.put(ORIGIN_TAG, request instanceof Given ? GIVEN : SELF_SIGNED);
        return tags;
    }

    private static List<String> notes(CertificateRequest request, Bundle bundle, Instant now) {
        List<String> notes = new ArrayList<>();
        Instant notAfter = bundle.certificate().getNotAfter().toInstant();
        if (bundle.selfSigned()) {
            notes.add("The certificate is self-signed: browsers will warn.");
        } else if (bundle.chain().isEmpty()) {
            notes.add("No chain was given: clients that do not know the issuer "
                    + bundle.certificate().getIssuerX500Principal() + " will refuse.");
        }
        if (notAfter.isBefore(now.plus(SOON))) {
            notes.add("The certificate expires on " + notAfter + ": run this command again before.");
        }
        if (request instanceof Given given && GivenFiles.openToOthers(given.key())) {
            notes.add("Others than you can read or change " + given.key() + ": chmod 600 it.");
        }
        return notes;
    }
}
