package io.github.qisaws.aws;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.imagebuilder.model.Image;
import software.amazon.awssdk.services.imagebuilder.model.ResourceNotFoundException;

/** EC2 Image Builder in one region. */
public final class ImageBuilder {
    private final AwsAccess access;

    /**
     * A build.
     *
     * @param status Image Builder's status, such as BUILDING
     * @param reason why the build failed; empty if AWS gives none
     * @param images AMI by region, or URI of the container image by region
     */
    public record Build(String arn, String status, String reason, Map<String, String> images) {
        public Build {
            images = Map.copyOf(images);
        }
    }

    public ImageBuilder(AwsAccess access) {
        this.access = access;
    }

    /**
     * Starts a build; returns the ARN of the image that is being built.
     *
     * @param pipeline ARN of the pipeline
     */
    public String start(String pipeline) {
        return access.change("imagebuilder:StartImagePipelineExecution", "started a build of " + pipeline, () -> {
            try (ImagebuilderClient client = client()) {
                return client.startImagePipelineExecution(request -> request.imagePipelineArn(pipeline))
                        .imageBuildVersionArn();
            } catch (ResourceNotFoundException e) {
                throw new Problem(
                                ExitCode.FAILED,
                                "image pipeline does not exist yet",
                                "AWS has no pipeline " + pipeline + ".",
                                "Apply the environment of the image pipeline first.")
                        .causedBy(e);
            }
        });
    }

    /** The present status of a build. */
    public Build build(String image) {
        return access.call("imagebuilder:GetImage", () -> {
            try (ImagebuilderClient client = client()) {
                return of(client.getImage(request -> request.imageBuildVersionArn(image))
                        .image());
            }
        });
    }

    private static Build of(Image image) {
        Map<String, String> images = new TreeMap<>();
        if (image.outputResources() != null) {
            image.outputResources().amis().forEach(ami -> images.put(ami.region(), ami.image()));
            image.outputResources().containers().stream()
                    .filter(container -> !container.imageUris().isEmpty())
                    .forEach(container ->
                            images.put(container.region(), container.imageUris().get(0)));
        }
        String reason = image.state().reason() == null ? "" : image.state().reason();
        return new Build(image.arn(), image.state().statusAsString(), reason, images);
    }

    private ImagebuilderClient client() {
        return access.configure("IMAGEBUILDER", ImagebuilderClient.builder()).build();
    }
}
