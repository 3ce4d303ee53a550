package io.github.qisaws.pipeline.image;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.ImageBuild;
import io.github.qisaws.pipeline.Talk;
import io.github.qisaws.pipeline.certificate.AwsAccess;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.imagebuilder.model.Image;
import software.amazon.awssdk.services.imagebuilder.model.ImageStatus;
import software.amazon.awssdk.services.imagebuilder.model.ResourceNotFoundException;

/** The pipeline of an environment that builds images. */
public final class ImagePipeline {
    private final AwsAccess access;
    private final String environment;
    private final String arn;

    private ImagePipeline(AwsAccess access, String environment, String arn) {
        this.access = access;
        this.environment = environment;
        this.arn = arn;
    }

    /**
     * The pipeline of the machine image, or of the container image.
     *
     * @throws io.github.qisaws.problem.ProblemException if the environment has none, or credentials are of another account
     */
    public static ImagePipeline of(Environment environment, AwsAccess access, boolean container) {
        ImageBuild build = environment.site().image().build().orElseThrow(() -> none(environment)
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
                access,
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
                "It uses " + environment.site().image().reference() + ", which somebody else makes.",
                "build in the environment that has the pipeline, or give this one a section image-build and apply it.");
    }

    /** Starts a build; returns the ARN of the image that is being made. */
    public String start() {
        return change("imagebuilder:StartImagePipelineExecution", "started a build of " + arn, builder -> {
            try {
                return builder.startImagePipelineExecution(request -> request.imagePipelineArn(arn))
                        .imageBuildVersionArn();
            } catch (ResourceNotFoundException e) {
                throw new Problem(
                                ExitCode.FAILED,
                                "the image pipeline of " + environment + " is not there yet",
                                "AWS does not know " + arn + ".",
                                "apply " + environment + " first.")
                        .causedBy(e);
            }
        });
    }

    /**
     * Waits until a build has ended well.
     *
     * @param pause between two looks
     * @return region to AMI; empty for a container image
     */
    public SortedMap<String, String> await(String image, Duration pause, Talk talk) {
        Instant start = Instant.now();
        while (true) {
            Image now = ask(
                    "imagebuilder:GetImage", builder -> builder.getImage(request -> request.imageBuildVersionArn(image))
                            .image());
            ImageStatus status = now.state().status();
            switch (status) {
                case AVAILABLE -> {
                    return amis(now);
                }
                case FAILED, CANCELLED, DELETED, DEPRECATED, DISABLED ->
                    throw failed(now).asException();
                default -> {
                    talk.say(now.state().statusAsString().toLowerCase(Locale.ROOT) + ", "
                            + Duration.between(start, Instant.now()).toMinutes() + " min");
                    sleep(pause);
                }
            }
        }
    }

    private Problem failed(Image image) {
        return new Problem(
                ExitCode.FAILED,
                "the build of " + image.arn() + " ended as " + image.state().statusAsString(),
                String.valueOf(image.state().reason()),
                "read its log: in the bucket qis-image-" + environment
                        + "-ACCOUNT-REGION below logs/, or in CloudWatch below /aws/imagebuilder/.");
    }

    private static SortedMap<String, String> amis(Image image) {
        SortedMap<String, String> amis = new TreeMap<>();
        if (image.outputResources() != null) {
            image.outputResources().amis().forEach(ami -> amis.put(ami.region(), ami.image()));
        }
        return amis;
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

    private <T> T ask(String action, Function<ImagebuilderClient, T> question) {
        return access.call(action, () -> with(question));
    }

    private <T> T change(String action, String effect, Function<ImagebuilderClient, T> change) {
        return access.change(action, effect, () -> with(change));
    }

    private <T> T with(Function<ImagebuilderClient, T> call) {
        try (ImagebuilderClient builder =
                access.configure("IMAGEBUILDER", ImagebuilderClient.builder()).build()) {
            return call.apply(builder);
        }
    }
}
