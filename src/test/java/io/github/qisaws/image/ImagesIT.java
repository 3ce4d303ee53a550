package io.github.qisaws.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.ImageRegistry;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.process.UserCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Against the emulator's EC2 and Systems Manager, in two regions. */
@DisplayName("Machine images")
class ImagesIT {
    private static final String HOME = "eu-west-1";
    private static final String AWAY = "eu-central-1";
    private static final String BUILDER =
            "arn:aws:imagebuilder:eu-west-1:123456789012:image/qis-images-x86-64/1.0.31/2";

    @TempDir
    static Path logs;

    @TempDir
    private Path folder;

    private static Emulator emulator;
    private static AnsweringServer wire;

    private Environment environment;
    private Images images;
    private String parameter;

    @BeforeAll
    static void start() throws IOException {
        Map<String, String> ours = System.getenv();
        emulator = new Emulators(new ProcessRunner(new Interrupts()), ours, UserCache.folder(ours))
                .start(logs, line -> {});
        wire = AnsweringServer.before(emulator.endpoint());
    }

    @AfterAll
    static void stop() {
        wire.close();
        emulator.close();
    }

    /** Each test has a parameter of its own, so that they do not meet in the emulator. */
    @BeforeEach
    void read() throws IOException {
        String name = "t" + UUID.randomUUID().toString().substring(0, 8);
        Path file = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                file.resolve(EnvironmentFile.NAME),
                "region: " + HOME + "\naccount: \"123456789012\"\narchitecture: two-server\n");
        environment = EnvironmentFile.read(file);
        images = Images.of(environment, access(HOME));
        parameter = "/qis-aws/" + name + "/image/x86_64";
    }

    private static AwsAccess access(String region) {
        Map<String, String> variables = new HashMap<>(emulator.over(Map.of(), region));
        variables.put("AWS_ENDPOINT_URL_EC2", wire.address());
        return new AwsAccess(region, variables);
    }

    private String register(String region, String name, String processor) {
        String id = emulator.prepare(region).registerImage(environment.name() + name, processor);
        try (Ec2Client ec2 =
                access(region).configure("EC2", Ec2Client.builder()).build()) {
            ec2.createTags(request -> request.resources(id)
                    .tags(
                            tag("qis-aws:component", "image"),
                            tag("qis-aws:environment", environment.name()),
                            tag("Ec2ImageBuilderArn", BUILDER)));
        }
        return id;
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private Optional<String> stored(String region) {
        return new ImageRegistry(access(region)).parameter(parameter);
    }

    private List<ImageRow> listed(String... further) {
        return images.list(images.regions(List.of(further))).stream()
                .filter(row -> row.environment().equals(Optional.of(environment.name())))
                .toList();
    }

    @Test
    void areListedWithVersionProcessorRegionsAndTheOneInUse() {
        String old = register(HOME, "-old", "x86_64");
        String abroad = register(AWAY, "-old", "x86_64");
        String other = register(HOME, "-new", "arm64");
        emulator.prepare(HOME).putParameter(parameter, old);

        List<ImageRow> rows = listed(AWAY);

        assertThat(rows).hasSize(2);
        ImageRow row = rows.stream()
                .filter(each -> each.name().endsWith("-old"))
                .findFirst()
                .orElseThrow();
        assertThat(row.version()).contains("1.0.31/2");
        assertThat(row.processor()).isEqualTo("x86_64");
        assertThat(row.places())
                .containsEntry(HOME, new ImageRow.Place(old, "available", true))
                .containsEntry(AWAY, new ImageRow.Place(abroad, "available", false));
        assertThat(rows).filteredOn(each -> !each.current()).singleElement().satisfies(each -> assertThat(each.places())
                .containsEntry(HOME, new ImageRow.Place(other, "available", false)));
    }

    @Test
    void arePromotedInEveryRegionAndTellWhatWasBefore() {
        String old = register(HOME, "-old", "x86_64");
        String next = register(HOME, "-next", "x86_64");
        String abroad = register(AWAY, "-next", "x86_64");
        images.promote(old, List.of(HOME));

        Map<String, Promotion> written = images.promote(next, List.of(HOME, AWAY));

        assertThat(written)
                .containsEntry(HOME, new Promotion(parameter, next, Optional.of(old)))
                .containsEntry(AWAY, new Promotion(parameter, abroad, Optional.empty()));
        assertThat(stored(HOME)).contains(next);
        assertThat(stored(AWAY)).contains(abroad);
    }

    @Test
    void areNotPromotedAnywhereWhenARegionLacksThem() {
        String ami = register(HOME, "-only-here", "x86_64");

        assertThatThrownBy(() -> images.promote(ami, List.of(HOME, AWAY)))
                .hasMessageContaining(AWAY + " has no copy of " + ami);

        assertThat(stored(HOME)).isEmpty();
    }

    @Test
    void areRefusedWhenUnknownOrForAnotherProcessor() {
        String arm = register(HOME, "-arm", "arm64");

        assertThatThrownBy(() -> images.promote(arm, List.of(HOME))).hasMessageContaining("is for arm64");
        assertThatThrownBy(() -> images.promote("ami-0123456789abcdef0", List.of(HOME)))
                .hasMessageContaining("ami-0123456789abcdef0 is not in eu-west-1");
        assertThat(stored(HOME)).isEmpty();
    }

    @Test
    void areCopiedEncryptedWithTheirTagsOnceAndNamedThere() {
        String ami = register(HOME, "-copied", "x86_64");
        String key = "arn:aws:kms:eu-central-1:123456789012:key/abc";

        Promotion first = images.copy(ami, new TreeMap<>(Map.of(AWAY, Optional.of(key))), state -> {})
                .get(AWAY);
        Promotion again = images.copy(ami, new TreeMap<>(Map.of(AWAY, Optional.of(key))), state -> {})
                .get(AWAY);

        assertThat(first.ami()).isNotEqualTo(ami);
        assertThat(again.ami()).isEqualTo(first.ami());
        assertThat(stored(AWAY)).contains(first.ami());
        assertThat(stored(HOME)).as("copying chooses nothing at home").isEmpty();
        assertThat(wire.sent().stream().filter(call -> call.contains("Action=CopyImage") && call.contains(ami)))
                .singleElement()
                .asString()
                .contains("Encrypted=true", "KmsKeyId=arn%3Aaws%3Akms%3Aeu-central-1", "SourceRegion=eu-west-1");
        assertThat(listed(AWAY)).singleElement().satisfies(row -> assertThat(row.places())
                .containsOnlyKeys(HOME, AWAY)
                .containsEntry(AWAY, new ImageRow.Place(first.ami(), "available", true)));
    }
}
