package io.github.qisaws.image;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.ImageBuilder;
import io.github.qisaws.aws.ImageBuilder.Build;
import io.github.qisaws.environment.Environment;
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

/** The pipeline of an environment that builds images. */
public final class ImagePipeline {
    /** The states from which no image comes any more. */
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
     * The pipeline of the machine image, or of the container image.
     *
     * @throws io.github.qisaws.problem.ProblemException if the environment has none, or credentials are of another account
     */
    public static ImagePipeline of(Environment environment, AwsAccess access, boolean container) {
        ImageBuild build = environment.topology().build().orElseThrow(() -> none(environment)
                .asException());
        if (container && !build.container()) {
            throw new Problem(
                            ExitCode.USAGE,
                            environment.name() + " builds no container image",
                            "Its file does not say image-build: {container: true}.",
                            "add that and apply it.")
                    .asException();
        }
        access.requireAccount(environment.placement().account());
        String name = "qis-" + environment.name() + "-"
                + build.recipe().processor().replace('_', '-') + (container ? "-container" : "");
        return new ImagePipeline(
                new ImageBuilder(access),
                environment.name(),
                "arn:" + partition(access.region()) + ":imagebuilder:" + access.region() + ":"
                        + environment.placement().account() + ":image-pipeline/" + name);
    }

    private static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    private static Problem none(Environment environment) {
        return new Problem(
                ExitCode.USAGE,
                environment.name() + " has no image pipeline",
                environment
                        .topology()
                        .image()
                        .map(image -> "It uses " + image.reference() + ", which somebody else makes.")
                        .orElse("Its file has no section image-build."),
                "build in the environment that has the pipeline, or give this one a section image-build and apply it.");
    }

    /** Starts a build; returns the ARN of the image that is being built. */
    public String start() {
        return builder.start(arn);
    }

    /**
     * Waits until a build has ended well.
     *
     * @param pause between two looks
     * @return region to AMI; empty for a container image
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
                "the build of " + build.arn() + " ended as " + build.status(),
                build.reason(),
                "read its log: in the bucket qis-image-" + environment
                        + "-ACCOUNT-REGION below logs/, or in CloudWatch below /aws/imagebuilder/.");
    }

    private void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(
                            ExitCode.FAILED,
                            "waiting was interrupted",
                            "The build goes on without this command.",
                            "see qis-aws image list " + environment + ".")
                    .causedBy(e);
        }
    }
}
