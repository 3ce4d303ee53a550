package io.github.qisaws.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.image.AnsweringServer.Answer;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Image Builder's own JSON over HTTP from an address of this test: the emulator lacks the service. */
@DisplayName("An image pipeline")
class ImagePipelineTest {
    private static final String IMAGE = "arn:aws:imagebuilder:eu-west-1:123456789012:image/qis-images-x86-64/1.0.31/2";
    private static final String IDENTITY =
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                    + "<GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult>"
                    + "</GetCallerIdentityResponse>";

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    private Environment environment(String more) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        Files.writeString(
                images.resolve(EnvironmentFile.NAME),
                "region: eu-west-1\naccount: \"123456789012\"\narchitecture: image-pipeline\n" + more);
        return EnvironmentFile.read(images);
    }

    private ImagePipeline pipeline(AnsweringServer wire, String more, boolean container) throws IOException {
        Map<String, String> variables =
                Map.of("AWS_ENDPOINT_URL", wire.address(), "AWS_ACCESS_KEY_ID", "x", "AWS_SECRET_ACCESS_KEY", "x");
        return ImagePipeline.of(environment(more), new AwsAccess("eu-west-1", variables), container);
    }

    private static Function<String, Answer> service(String... states) {
        Deque<String> left = new ArrayDeque<>(List.of(states));
        return line -> {
            if (line.startsWith("PUT /StartImagePipelineExecution")) {
                return Answer.ok("{\"imageBuildVersionArn\": \"" + IMAGE + "\"}");
            }
            if (line.startsWith("GET /GetImage?")) {
                return Answer.ok("{\"image\": {\"arn\": \"" + IMAGE + "\", \"state\": " + left.remove()
                        + ", \"outputResources\": {\"amis\": ["
                        + "{\"region\": \"eu-west-1\", \"image\": \"ami-1\"},"
                        + "{\"region\": \"eu-central-1\", \"image\": \"ami-2\"}]}}}");
            }
            return Answer.ok(IDENTITY);
        };
    }

    @Test
    void isStartedByItsNameAndWaitedForUntilTheImageIsReleased() throws IOException {
        try (AnsweringServer wire = AnsweringServer.answering(
                service("{\"status\": \"BUILDING\"}", "{\"status\": \"TESTING\"}", "{\"status\": \"AVAILABLE\"}"))) {
            ImagePipeline pipeline = pipeline(wire, "", false);

            String image = pipeline.start();

            assertThat(image).isEqualTo(IMAGE);
            assertThat(pipeline.await(image, Duration.ofMillis(1), said::add))
                    .containsExactly(Map.entry("eu-central-1", "ami-2"), Map.entry("eu-west-1", "ami-1"));
            assertThat(said).containsExactly("building, 0 min", "testing, 0 min");
            assertThat(wire.sent())
                    .anyMatch(call -> call.contains("StartImagePipelineExecution")
                            && call.contains(
                                    "arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/qis-images-x86-64\""));
        }
    }

    @Test
    void isReleasedWhenItsParameterHoldsTheAmi() throws IOException {
        Deque<String> values = new ArrayDeque<>(List.of("ami-0", "ami-0", "ami-1"));
        try (AnsweringServer wire = AnsweringServer.answering(identityThenParameter(values::remove))) {
            pipeline(wire, "", false).awaitRelease("ami-1", Duration.ofMillis(1), said::add);

            assertThat(values).isEmpty();
            assertThat(wire.sent()).last().asString().contains("/qis-aws/images/image/x86_64");
            assertThat(said).isNotEmpty().allMatch(line -> line.contains("/qis-aws/images/image/x86_64"));
        }
    }

    @Test
    void isNotSaidToBeReleasedIfItsScanHoldsItBack() throws IOException {
        try (AnsweringServer wire = AnsweringServer.answering(identityThenParameter(() -> "ami-0"))) {
            ImagePipeline pipeline = pipeline(wire, "", false);

            assertThatThrownBy(() -> pipeline.awaitRelease("ami-1", Duration.ofMillis(1), said::add))
                    .hasMessageContaining("ami-1 is built and tested, but not released")
                    .hasMessageContaining("/qis-aws/images/image/x86_64 still holds ami-0")
                    .isInstanceOfSatisfying(ProblemException.class, told -> assertThat(
                                    told.problem().fix())
                            .contains("/aws/lambda/qis-images-x86-64-publish", "qis-aws image promote images ami-1"));
        }
    }

    /** Both services are asked by POST at the same path: first whose credentials these are. */
    private static Function<String, Answer> identityThenParameter(Supplier<String> value) {
        AtomicBoolean asked = new AtomicBoolean();
        return line -> asked.getAndSet(true)
                ? Answer.ok("{\"Parameter\": {\"Value\": \"" + value.get() + "\"}}")
                : Answer.ok(IDENTITY);
    }

    @Test
    void ofAContainerImageTellsItsUri() throws IOException {
        String uri = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/qis-aws/images:1.0.31-2";
        try (AnsweringServer wire = AnsweringServer.answering(line -> line.startsWith("GET /GetImage?")
                ? Answer.ok("{\"image\": {\"arn\": \"" + IMAGE + "\", \"state\": {\"status\": \"AVAILABLE\"},"
                        + " \"outputResources\": {\"containers\": [{\"region\": \"eu-west-1\", \"imageUris\": [\"" + uri
                        + "\"]}]}}}")
                : Answer.ok(IDENTITY))) {
            assertThat(pipeline(wire, "image-build: {container: true}\n", true)
                            .await(IMAGE, Duration.ofMillis(1), said::add))
                    .containsExactly(Map.entry("eu-west-1", uri));
        }
    }

    @Test
    void tellsWhyABuildFailed() throws IOException {
        try (AnsweringServer wire = AnsweringServer.answering(
                service("{\"status\": \"FAILED\", \"reason\": \"the test of the full server failed\"}"))) {
            ImagePipeline pipeline = pipeline(wire, "", false);

            assertThatThrownBy(() -> pipeline.await(IMAGE, Duration.ofMillis(1), said::add))
                    .hasMessageContaining("ended with status FAILED")
                    .hasMessageContaining("the test of the full server failed");
        }
    }

    @Test
    void thatIsNotAppliedYetIsToldSo() throws IOException {
        try (AnsweringServer wire = AnsweringServer.answering(line -> line.startsWith("PUT")
                ? new Answer(404, "{\"message\": \"not found\"}", "ResourceNotFoundException")
                : Answer.ok(IDENTITY))) {
            ImagePipeline pipeline = pipeline(wire, "", false);

            assertThatThrownBy(pipeline::start).hasMessageContaining("does not exist yet");
        }
    }

    @Test
    void ofTheContainerImageIsAnotherOneAndMustBeAskedForInTheFile() throws IOException {
        try (AnsweringServer wire = AnsweringServer.answering(service())) {
            assertThatThrownBy(() -> pipeline(wire, "", true)).hasMessageContaining("builds no container image");

            pipeline(wire, "image-build: {container: true}\n", true).start();

            assertThat(wire.sent()).anyMatch(call -> call.contains("qis-images-x86-64-container\""));
        }
    }

    @Test
    void isMissingWhereAnEnvironmentOnlyFollows() throws IOException {
        Path follower = Files.createDirectories(folder.resolve("follower"));
        Files.writeString(follower.resolve(EnvironmentFile.NAME), """
                region: eu-west-1
                account: "123456789012"
                architecture: two-server
                image: ssm:/qis-aws/images/image/x86_64
                """);
        Environment environment = EnvironmentFile.read(follower);

        assertThatThrownBy(() -> ImagePipeline.of(environment, new AwsAccess("eu-west-1", Map.of()), false))
                .hasMessageContaining("follower has no image pipeline")
                .hasMessageContaining("ssm:/qis-aws/images/image/x86_64");
    }
}
