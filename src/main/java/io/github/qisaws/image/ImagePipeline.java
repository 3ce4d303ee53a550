package io.github.qisaws.image;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.ImageBuilder;
import io.github.qisaws.aws.ImageBuilder.Build;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Placement;
import io.github.qisaws.environment.ImageBuild;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.workspace.ProgressLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The Image Builder pipeline of an environment. */
public final class ImagePipeline {
    /** Final states of a build without an image. */
    private static final Set<String> ENDED = Set.of("FAILED", "CANCELLED", "DELETED", "DEPRECATED", "DISABLED");

    private final ImageBuilder builder;
    private final String environment;
    private final String arn;

    private ImagePipeline(ImageBuilder builder, String environment, String arn) {
        this.builder = builder;
        this.environment = environment;
        this.arn = arn;
    }

    /**
     * The pipeline of the AMI, or of the container image.
     *
     * @throws io.github.qisaws.problem.ProblemException if the environment has no such pipeline, or the credentials
     *     are of another account
     */
    public static ImagePipeline of(Environment environment, AwsAccess access, boolean container) {
        ImageBuild build = environment.topology().build().orElseThrow(() -> none(environment)
                .asException());
        if (container && !build.container()) {
            throw new Problem(
                            ExitCode.USAGE,
                            environment.name() + " builds no container image",
                            "The environment file does not have image-build: {container: true}.",
                            "Add the key to the environment file, then plan and apply.")
                    .asException();
        }
        access.requireAccount(environment.placement().account());
        String name = "qis-" + environment.name() + "-" + build.processor().replace('_', '-')
                + (container ? "-container" : "");
        return new ImagePipeline(
                new ImageBuilder(access),
                environment.name(),
                "arn:" + Placement.partitionOf(access.region()) + ":imagebuilder:" + access.region() + ":"
                        + environment.placement().account() + ":image-pipeline/" + name);
    }

    private static Problem none(Environment environment) {
        return new Problem(
                ExitCode.USAGE,
                environment.name() + " has no image pipeline",
                environment
                        .topology()
                        .image()
                        .map(image -> "It uses " + image.reference() + ", which it does not build.")
                        .orElse("Its environment file has no section image-build."),
                "Build in the environment that has the pipeline. Or add the section image-build to this"
                        + " environment, then plan and apply.");
    }

    /** Starts a build; returns the ARN of the image that is being built. */
    public String start() {
        return builder.start(arn);
    }

    /**
     * Waits until a build completes.
     *
     * @param pause time between two checks
     * @return AMI by region; empty for a container image
     */
    public SortedMap<String, String> await(String image, Duration pause, ProgressLog log) {
        Instant start = Instant.now();
        while (true) {
            Build now = builder.build(image);
            if (now.status().equals("AVAILABLE")) {
                return new TreeMap<>(now.amis());
            }
            if (ENDED.contains(now.status())) {
                throw failed(now).asException();
            }
            log.say(now.status().toLowerCase(Locale.ROOT) + ", "
                    + Duration.between(start, Instant.now()).toMinutes() + " min");
            sleep(pause);
        }
    }

    private Problem failed(Build build) {
        return new Problem(
                ExitCode.FAILED,
                "image build ended with status " + build.status(),
                build.arn() + ": " + build.reason(),
                "Check the log in the bucket qis-image-" + environment
                        + "-ACCOUNT-REGION under logs/, or in CloudWatch under /aws/imagebuilder/.");
    }

    private void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(
                            ExitCode.FAILED,
                            "interrupted while waiting for the build",
                            "The build continues in AWS.",
                            "Run qis-aws image list " + environment + " to check for the image.")
                    .causedBy(e);
        }
    }
}
