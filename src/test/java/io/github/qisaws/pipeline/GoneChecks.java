package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.certificate.ImportedCertificate;
import io.github.qisaws.certificate.ShortLived;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The AMI, the certificate, and the SSM parameter of a deployment are gone or expired. These are an environment's last
 * checks: the destroy that follows does without them too.
 */
final class GoneChecks {
    private final Present present;
    private final Standing standing;

    GoneChecks(Present present) {
        this.present = present;
        this.standing = present.standing();
    }

    void run() {
        standing.checks()
                .check("Gone: without its AMI and with an expired certificate, a site still plans", this::plan);
        standing.checks().check("Gone: the SSM parameter, before the destroy", this::forgetParameter);
    }

    private void plan() {
        String image = standing.aws()
                .call(
                        "ec2",
                        "DescribeLaunchTemplateVersions",
                        "LaunchTemplateName",
                        standing.named("qis-web"),
                        "LaunchTemplateVersion.1",
                        "$Latest")
                .text("//imageId");
        ssm("PutParameter", ", \"Value\": \"" + image + "\", \"Overwrite\": true");
        expireCertificate();
        // The checks before these may have deregistered it.
        if (!standing.aws()
                .ec2("DescribeImages", "image-id", image)
                .parts("//imagesSet/item")
                .isEmpty()) {
            standing.aws().call("ec2", "DeregisterImage", "ImageId", image);
        }
        Planned planned = present.deployments().plan(standing.name(), Mode.NORMAL, Set.of());
        assertThat(planned.changes()).as(planned.review().sentence()).isFalse();
        assertThat(planned.review().findings()).as("the warning names the AMI").anyMatch(finding -> finding.toString()
                .contains(image));
    }

    private void expireCertificate() {
        Environment environment = EnvironmentFile.read(present.files());
        ImportedCertificate renewed =
                ShortLived.renew(environment, present.tools().aws("eu-west-1"));
        while (Instant.now().isBefore(renewed.notAfter())) {
            sleep(Duration.between(Instant.now(), renewed.notAfter()).plusSeconds(1));
        }
        assertThat(standing.aws()
                        .json(
                                "acm",
                                "CertificateManager.DescribeCertificate",
                                "{\"CertificateArn\": \"" + renewed.arn() + "\"}")
                        .at("/Certificate/Status")
                        .asText())
                .isEqualTo("EXPIRED");
    }

    private void forgetParameter() {
        ssm("DeleteParameter", "");
    }

    private void ssm(String call, String more) {
        String name = "\"Name\": \"/qis-aws/" + standing.name() + "/image/x86_64\"";
        standing.aws().json("ssm", "AmazonSSM." + call, "{" + name + more + "}");
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
