package io.github.qisaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built program, the real engine and the emulator, on the environment that makes images and one that uses them. */
@DisplayName("The environment of the image pipeline")
class ImageCommandIT {
    private static final Path MOCKED = Path.of("src/test/resources/io/github/qisaws/cli/images.tftest.hcl");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Emulator emulator;
    private static TestEngine engine;
    private static TestEngine machine;

    @BeforeAll
    static void start() {
        engine = TestEngine.find();
        emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), System.err::println);
        machine = engine.in(emulator.over(TestEngine.OURS, "eu-west-1"));
        TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
        for (String name : List.of("environments/images", "environments/production")) {
            TestEngine.copy(Path.of(name), folder.resolve(name));
        }
        emulator.prepare("eu-west-1").createBucket("qis-aws-123456789012-eu-west-1");
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    void isPlannedWithItsPipelineAndWhatItCosts() throws IOException {
        Result planned = qis("plan", "images", "--json");

        assertThat(planned.exitCode()).as(planned.toString()).isZero();
        JsonNode review = JSON.readTree(planned.out());
        assertThat(review.path("verdict").asText()).as(planned.out()).isNotEqualTo("blocked");
        assertThat(review.toString())
                .contains(
                        "module.image.aws_imagebuilder_image_pipeline.this",
                        "module.image.aws_security_group.build[0]",
                        "module.network.aws_nat_gateway.this")
                .doesNotContain("aws_instance", "aws_lb");
        assertThat(review.at("/monthlyCostChange/onDemand").decimalValue()).isPositive();
        assertThat(review.at("/monthlyCostChange/unknown")).isEmpty();
    }

    /** Image Builder is not in the emulator: every value that AWS would give is made up. */
    @Test
    void fitsTogetherWhenItIsAppliedWithMockedAws() throws IOException {
        Path images = TestEngine.copy(Path.of("environments/images"), folder.resolve("environments/mocked"));
        Files.createDirectories(images.resolve("tests"));
        Files.copy(MOCKED, images.resolve("tests/images.tftest.hcl"));

        Result initialized = engine.run(images, "init", "-backend=false", "-input=false", "-no-color");
        Result tested = engine.run(images, "test", "-no-color");

        assertThat(initialized.exitCode()).as(initialized.toString()).isZero();
        assertThat(tested.exitCode()).as(tested.toString()).isZero();
        assertThat(tested.out()).contains("1 passed, 0 failed");
    }

    @Test
    void makesImagesThatAreListedPromotedAndCopiedForAnother() {
        String first = emulator.prepare("eu-west-1").registerImage("qis-first", "x86_64");
        String second = emulator.prepare("eu-west-1").registerImage("qis-second", "x86_64");

        Result promoted = qis("image", "promote", "production", first, "--yes");
        Result again = qis("image", "promote", "production", second, "--yes");
        Result copied = qis("image", "copy", "production", second, "--to", "eu-central-1", "--yes");
        Result listed = qis("image", "list", "production", "--region", "eu-central-1");
        Result unasked = qis("image", "promote", "production", first);

        String parameter = "/qis-aws/production/image/x86_64 ";
        assertThat(promoted.out()).as(promoted.toString()).isEqualTo("eu-west-1 " + parameter + first);
        assertThat(again.err()).contains("eu-west-1: replaces " + first + ".");
        assertThat(copied.out()).as(copied.toString()).startsWith("eu-central-1 " + parameter + "ami-");
        String copy = copied.out().strip().substring(copied.out().indexOf("ami-"));
        assertThat(listed.out())
                .as(listed.toString())
                .containsPattern("(?m)^\\* .*x86_64 .*eu-central-1 " + copy + "\\*, eu-west-1 " + second + "\\*$");
        assertThat(unasked.exitCode()).isEqualTo(83);
    }

    @Test
    void isWhatAFirstPlanElsewhereSendsOneTo() throws IOException {
        Path fresh = TestEngine.copy(Path.of("environments/classic"), folder.resolve("environments/fresh"));
        Files.delete(fresh.resolve("main.tf.json"));

        Result planned = qis("plan", "fresh");

        assertThat(planned.exitCode()).as(planned.toString()).isEqualTo(1);
        assertThat(planned.err())
                .contains(
                        "SSM parameter with the AMI does not exist",
                        "/qis-aws/fresh/image/x86_64",
                        "qis-aws image promote");
    }

    private static Result qis(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target/qis-aws.jar").toAbsolutePath().toString(),
                "-C",
                folder.toString()));
        argv.addAll(List.of(arguments));
        return machine.program(folder, argv);
    }
}
