package io.github.qisaws.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.Recordings;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.seal.Manifest.Engine;
import io.github.qisaws.seal.Manifest.Maker;
import io.github.qisaws.seal.Manifest.Source;
import io.github.qisaws.seal.Manifest.Target;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sealed folder with real reports is refused, by the field's name, as soon as one thing about it differs. */
public class SavedPlanTest {
    private static final Instant MADE = Instant.parse("2026-01-01T08:00:00Z");
    private static final Instant SOON = MADE.plus(Duration.ofHours(1));
    private static final Source SOURCE = source("c0ffee", false, "aa", "5e7");
    private static final Target TARGET = new Target("demo", "123456789012", "eu-west-1", "lineage", 7, "normal");
    private static final Engine ENGINE = engine("terraform", "1.11.4", "5.100.0");
    public static final Facts FACTS = new Facts(SOURCE, TARGET, ENGINE);

    @TempDir
    Path parent;

    private SavedPlan saved;
    private Path scratch;

    private static Source source(String commit, boolean dirty, String network, String synthesized) {
        return new Source(
                commit,
                dirty,
                new TreeMap<>(Map.of("environments/demo", "bb", "modules/network", network)),
                synthesized);
    }

    private static Engine engine(String name, String version, String provider) {
        return new Engine(name, version, new TreeMap<>(Map.of("registry.terraform.io/hashicorp/aws", provider)));
    }

    @BeforeEach
    void seal() throws IOException {
        scratch = parent.resolve("scratch");
        sealAs("the engine's own format");
    }

    private Manifest sealAs(String plan) throws IOException {
        saved = new SavedPlan(parent.resolve("plan"));
        saved.prepare();
        Files.writeString(saved.file(), plan);
        saved.keepRedacted(Path.of("src/test/resources/plans/terraform-1.11-dangerous.json"));
        Review review = Review.of("demo", Recordings.plan("terraform-1.11-dangerous"), List.of(), Policy.STRICT);
        return saved.seal(FACTS, Maker.of("someone", MADE, Duration.ofHours(24)), review, Mode.NORMAL);
    }

    static Stream<Arguments> otherFacts() {
        return Stream.of(
                Arguments.of("commit", new Facts(source("beef", false, "moved", "5e7"), TARGET, ENGINE)),
                Arguments.of("dirty", new Facts(source("c0ffee", true, "aa", "5e7"), TARGET, ENGINE)),
                Arguments.of(
                        "input modules/network", new Facts(source("c0ffee", false, "moved", "5e7"), TARGET, ENGINE)),
                Arguments.of("synthesized", new Facts(source("c0ffee", false, "aa", "5e8"), TARGET, ENGINE)),
                Arguments.of("environment", target("live", "123456789012", "eu-west-1", "lineage", 7)),
                Arguments.of("account", target("demo", "210987654321", "eu-west-1", "lineage", 7)),
                Arguments.of("region", target("demo", "123456789012", "eu-west-2", "lineage", 7)),
                Arguments.of("state-lineage", target("demo", "123456789012", "eu-west-1", "other", 7)),
                Arguments.of("state-serial", target("demo", "123456789012", "eu-west-1", "lineage", 8)),
                Arguments.of("engine", new Facts(SOURCE, TARGET, engine("tofu", "1.11.4", "5.100.0"))),
                Arguments.of("engine-version", new Facts(SOURCE, TARGET, engine("terraform", "1.11.5", "5.100.0"))),
                Arguments.of(
                        "provider registry.terraform.io/hashicorp/aws",
                        new Facts(SOURCE, TARGET, engine("terraform", "1.11.4", "6.0.0"))));
    }

    private static Facts target(String environment, String account, String region, String lineage, long serial) {
        return new Facts(SOURCE, new Target(environment, account, region, lineage, serial, "normal"), ENGINE);
    }

    @Test
    void aPlanOfWhichNothingChangedIsAccepted() {
        assertThat(saved.check(FACTS, SOON).maker().who()).isEqualTo("someone");
    }

    @Test
    void anotherCommitWithTheSameContentIsAccepted() {
        Facts merged = new Facts(source("beef", false, "aa", "5e7"), TARGET, ENGINE);
        assertThat(saved.check(merged, SOON).source().commit()).isEqualTo("c0ffee");
    }

    @Test
    void theFolderHoldsPlanReportsAndManifestForItsOwnerOnly() throws IOException {
        try (Stream<Path> files = Files.list(saved.folder())) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder(
                            "plan.tfplan", "plan.json", "review.json", "review.md", "review.html", "manifest.json");
        }
        assertThat(mode(saved.folder())).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @MethodSource("otherFacts")
    void aChangedFactIsRefusedByName(String field, Facts now) {
        assertRefused(field + ": planned ", () -> saved.check(now, SOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan.tfplan", "plan.json", "review.json", "review.md", "review.html"})
    void aChangedOrMissingFileIsRefusedByName(String name) throws IOException {
        Path file = saved.folder().resolve(name);
        Files.writeString(file, " ", StandardOpenOption.APPEND);
        assertRefused("file " + name + ": planned ", () -> saved.check(FACTS, SOON));
        assertRefused("file " + name + ": planned ", () -> saved.checkAgain(saved.manifest("demo"), SOON));
        Files.delete(file);
        assertRefused(
                name.equals("plan.tfplan") ? "has no plan file" : "now (missing)", () -> saved.check(FACTS, SOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"more", ".hidden"})
    void anAddedFileIsRefused(String name) throws IOException {
        Files.writeString(saved.folder().resolve(name), "x");
        assertRefused("file " + name + ": planned (missing)", () -> saved.check(FACTS, SOON));
    }

    @Test
    void aCopyHoldsTheSameFilesForItsOwnerOnly() throws IOException {
        SavedPlan copy = copied();
        assertThat(copy.check(FACTS, SOON)).isEqualTo(saved.manifest("demo"));
        assertThat(copy.folder()).isNotEqualTo(saved.folder());
        assertThat(mode(copy.folder())).isEqualTo("rwx------");
        assertThat(mode(copy.file())).isEqualTo("rw-------");
        Files.writeString(saved.file(), "exchanged");
        assertThat(copy.check(FACTS, SOON)).isNotNull();
        assertThat(copied().folder()).as("a second apply has its own").isNotEqualTo(copy.folder());
    }

    @ParameterizedTest
    @CsvSource({
        "., rwxrwx---, folder",
        "., rwx---rwx, folder",
        "plan.tfplan, rw-rw----, file plan.tfplan",
        "review.md, rw-r--rw-, file review.md"
    })
    void aPlanThatOthersCanWriteIsNotCopied(String path, String permissions, String field) throws IOException {
        Files.setPosixFilePermissions(saved.folder().resolve(path), PosixFilePermissions.fromString(permissions));
        assertRefused(field + ": planned writable only by its owner, now " + permissions, this::copied);
        assertThat(scratch.toFile().list()).as("nothing is left").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan.tfplan", "manifest.json"})
    void aLinkInThePlaceOfAFileIsNotCopied(String name) throws IOException {
        Path file = saved.folder().resolve(name);
        Files.createSymbolicLink(file, Files.move(file, parent.resolve("elsewhere")));
        assertRefused("file " + name + ": planned a regular file", this::copied);
    }

    @Test
    void aLinkToTheFolderIsNotCopied() throws IOException {
        Path link = Files.createSymbolicLink(parent.resolve("link"), saved.folder());
        assertRefused("folder: planned a regular file or folder", () -> new SavedPlan(link)
                .copied("demo", new Scratch(scratch)));
    }

    private SavedPlan copied() {
        return saved.copied("demo", new Scratch(scratch));
    }

    @Test
    void anExpiredPlanIsRefusedAlsoWhenItExpiresWhileAPersonThinks() {
        Instant late = MADE.plus(Duration.ofHours(24));
        assertRefused("expires: planned 2026-01-02T08:00:00Z", () -> saved.check(FACTS, late));
        assertRefused("expires: planned ", () -> saved.checkAgain(saved.manifest("demo"), late));
    }

    @Test
    void anotherPlanThatTookTheFolderIsRefusedAlsoWithAManifestOfItsOwn() throws IOException {
        Manifest reviewed = saved.check(FACTS, SOON);
        sealAs("another plan");
        saved.checkAgain(saved.manifest("demo"), SOON);
        assertRefused("file plan.tfplan: planned ", () -> saved.checkAgain(reviewed, SOON));
    }

    @Test
    void aPlanThatWasReplacedBetweenReviewAndSealIsRefused() throws IOException {
        String reviewed = saved.planHash();
        Manifest other = sealAs("another plan");
        assertRefused("file plan.tfplan: planned " + reviewed, () -> saved.requireNotReplaced(reviewed, other));
        assertThat(saved.folder()).as("nobody applies it").doesNotExist();
    }

    @Test
    void reportsAreCopiedWithoutThePlanAndAgain() {
        Path reports = parent.resolve("reports").resolve("demo");
        saved.copyReports(reports);
        saved.copyReports(reports);
        assertThat(reports.toFile().list())
                .containsExactlyInAnyOrder("plan.json", "review.json", "review.md", "review.html", "manifest.json");
    }

    @Test
    void aFolderWithAnythingElseIsNotTakenForReports() throws IOException {
        Path environment =
                Files.createDirectories(parent.resolve("environments").resolve("demo"));
        Path file = Files.writeString(environment.resolve("environment.yaml"), "region: eu-west-1");
        assertThatThrownBy(() -> saved.copyReports(environment))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().exitCode()).isEqualTo(ExitCode.USAGE));
        assertThat(file).isRegularFile();
    }

    @Test
    void anEditedManifestIsRefused() throws IOException {
        Path file = saved.folder().resolve("manifest.json");
        Files.writeString(file, Files.readString(file).replace("\"someone\"", "\"somebody\""));
        assertRefused("checksum: ", () -> saved.check(FACTS, SOON));
    }

    private static void assertRefused(String why, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().exitCode()).isEqualTo(ExitCode.STALE_PLAN);
            assertThat(e.problem().why()).contains(why);
            assertThat(e.problem().fix()).contains("qis-aws plan");
        });
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
