package io.github.qisaws.image;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.ImageBuilder;
import io.github.qisaws.aws.ImageBuilder.Build;
import io.github.qisaws.aws.ImageRegistry;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Placement;
import io.github.qisaws.environment.Environment.ServerImage;
import io.github.qisaws.environment.ImageBuild;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.workspace.ProgressLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The Image Builder pipeline of an environment. */
public final class ImagePipeline {
    /** Final states of a build without an image. */
    private static final Set<String> ENDED = Set.of("FAILED", "CANCELLED", "DELETED", "DEPRECATED", "DISABLED");

    /** Checks of whether an AMI is released. Lambda tries a function that failed again after one and two more minutes. */
    private static final int RELEASE_CHECKS = 15;

    private final ImageBuilder builder;
    private final ImageRegistry registry;
    private final String environment;
    private final String parameter;
    private final String arn;

    private ImagePipeline(AwsAccess access, String environment, String parameter, String arn) {
        this.builder = new ImageBuilder(access);
        this.registry = new ImageRegistry(access);
        this.environment = environment;
        this.parameter = parameter;
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
                access,
                environment.name(),
                ServerImage.ownParameter(environment.name(), build.processor()).parameterName(),
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
     * @return AMI by region, or URI of the container image by region
     */
    public SortedMap<String, String> await(String image, Duration pause, ProgressLog log) {
        Instant start = Instant.now();
        while (true) {
            Build now = builder.build(image);
            if (now.status().equals("AVAILABLE")) {
                return new TreeMap<>(now.images());
            }
            if (ENDED.contains(now.status())) {
                throw failed(now).asException();
            }
            log.say(now.status().toLowerCase(Locale.ROOT) + ", "
                    + Duration.between(start, Instant.now()).toMinutes() + " min");
            sleep(pause);
        }
    }

    /**
     * Waits until the SSM parameter holds the AMI. The pipeline's function writes it, unless the scan of the AMI has a
     * finding that is too severe.
     *
     * @param ami AMI in the environment's region
     * @param pause time between two checks, of which there are 15
     * @throws io.github.qisaws.problem.ProblemException if the AMI is not released
     */
    public void awaitRelease(String ami, Duration pause, ProgressLog log) {
        Optional<String> current = registry.parameter(parameter);
        for (int check = 1; check < RELEASE_CHECKS && !current.equals(Optional.of(ami)); check++) {
            log.say("built, waiting for " + parameter + " to hold it");
            sleep(pause);
            current = registry.parameter(parameter);
        }
        if (!current.equals(Optional.of(ami))) {
            String name = arn.substring(arn.lastIndexOf('/') + 1);
            throw new Problem(
                            ExitCode.FAILED,
                            ami + " is built and tested, but not released",
                            parameter + (current.isEmpty() ? " does not exist" : " still holds " + current.get())
                                    + ". The function " + name
                                    + "-publish writes it, unless the scan of the image has a"
                                    + " finding that image-build.scan does not allow.",
                            "Check the log group /aws/lambda/" + name + "-publish, which has the reason. To use the AMI"
                                    + " nevertheless, run qis-aws image promote " + environment + " " + ami + ".")
                    .asException();
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
