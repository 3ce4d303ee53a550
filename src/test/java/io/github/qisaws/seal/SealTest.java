package io.github.qisaws.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.seal.Manifest.Engine;
import io.github.qisaws.seal.Manifest.Maker;
import io.github.qisaws.seal.Manifest.Source;
import io.github.qisaws.seal.Manifest.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    private static final Instant MADE = Instant.parse("2026-01-01T08:00:00Z");
    private static final Instant SOON = MADE.plus(Duration.ofHours(1));
    private static final Source SOURCE = source("c0ffee", false, "ba5e", "5e7");
    private static final Target TARGET = new Target("demo", "123456789012", "eu-west-1", "lineage", 7, "normal");
    private static final Engine ENGINE =
            new Engine("terraform", "1.11.4", new TreeMap<>(Map.of("hashicorp/aws", "5.100.0")));
    private static final Maker MAKER = Maker.of("someone", MADE, Manifest.USUAL_LIFE);
    private static final Manifest SEALED = with(SOURCE, TARGET, ENGINE);

    private static Source source(String commit, boolean dirty, String network, String synthesized) {
        return new Source(commit, dirty, new TreeMap<>(Map.of("modules/network", network)), synthesized);
    }

    private static Manifest with(Source source, Target target, Engine engine) {
        return Manifest.of(source, target, engine, MAKER, Map.of("plan.tfplan", "aa", "plan.json", "bb"));
    }

    private static Manifest files(Map<String, String> files) {
        return Manifest.of(SOURCE, TARGET, ENGINE, MAKER, files);
    }

    static Stream<Arguments> oneFieldEach() {
        return Stream.of(
                Arguments.of("file plan.tfplan", files(Map.of("plan.tfplan", "ab", "plan.json", "bb"))),
                Arguments.of("file plan.json", files(Map.of("plan.tfplan", "aa"))),
                Arguments.of("file more", files(Map.of("plan.tfplan", "aa", "plan.json", "bb", "more", "cc"))),
                Arguments.of("dirty", with(source("c0ffee", true, "ba5e", "5e7"), TARGET, ENGINE)),
                Arguments.of("input modules/network", with(source("c0ffee", false, "moved", "5e7"), TARGET, ENGINE)),
                Arguments.of("synthesized", with(source("c0ffee", false, "ba5e", "5e8"), TARGET, ENGINE)),
                Arguments.of("environment", target("live", "123456789012", "eu-west-1", "lineage", 7)),
                Arguments.of("account", target("demo", "210987654321", "eu-west-1", "lineage", 7)),
                Arguments.of("region", target("demo", "123456789012", "eu-west-2", "lineage", 7)),
                Arguments.of("state-lineage", target("demo", "123456789012", "eu-west-1", "other", 7)),
                Arguments.of("state-serial", target("demo", "123456789012", "eu-west-1", "lineage", 8)),
                Arguments.of("mode", with(SOURCE, TARGET.in("destroy"), ENGINE)),
                Arguments.of("engine", engine("tofu", "1.11.4", "5.100.0")),
                Arguments.of("engine-version", engine("terraform", "1.11.5", "5.100.0")),
                Arguments.of("provider hashicorp/aws", engine("terraform", "1.11.4", "6.0.0")));
    }

    private static Manifest target(String environment, String account, String region, String lineage, long serial) {
        return with(SOURCE, new Target(environment, account, region, lineage, serial, "normal"), ENGINE);
    }

    private static Manifest engine(String name, String version, String provider) {
        return with(SOURCE, TARGET, new Engine(name, version, new TreeMap<>(Map.of("hashicorp/aws", provider))));
    }

    @Test
    void whatDidNotChangeMayBeApplied() {
        assertThat(SealCheck.of(SEALED, SEALED, SOON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("oneFieldEach")
    void aChangedFieldIsRefusedByName(String field, Manifest now) {
        assertThat(SealCheck.of(SEALED, now, SOON))
                .extracting(SealCheck.Mismatch::field)
                .containsExactly(field);
        assertThat(SealCheck.problem("production", SealCheck.of(SEALED, now, SOON)))
                .satisfies(problem -> {
                    assertThat(problem.exitCode()).isEqualTo(ExitCode.STALE_PLAN);
                    assertThat(problem.why()).startsWith(field + ": planned ");
                });
    }

    @Test
    void anotherCommitIsRefusedUnlessAllThatWasPlannedIsTheSameThere() {
        assertThat(SealCheck.of(SEALED, with(source("beef", false, "ba5e", "5e7"), TARGET, ENGINE), SOON))
                .isEmpty();
        assertThat(SealCheck.of(SEALED, with(source("beef", false, "moved", "5e7"), TARGET, ENGINE), SOON))
                .extracting(SealCheck.Mismatch::field)
                .containsExactly("commit", "input modules/network");
        Manifest unknown = with(new Source("c0ffee", false, new TreeMap<>(), "5e7"), TARGET, ENGINE);
        Manifest elsewhere = with(new Source("beef", false, new TreeMap<>(), "5e7"), TARGET, ENGINE);
        assertThat(SealCheck.of(unknown, elsewhere, SOON))
                .as("nothing says that the content is the same")
                .extracting(SealCheck.Mismatch::field)
                .containsExactly("commit");
    }

    @Test
    void aPlanExpiresAndIsNotFromTheFuture() {
        Instant end = MADE.plus(Manifest.USUAL_LIFE);
        assertThat(SealCheck.of(SEALED, SEALED, end.minusMillis(1))).isEmpty();
        assertThat(SealCheck.of(SEALED, SEALED, end))
                .extracting(SealCheck.Mismatch::field)
                .containsExactly("expires");
        assertThat(SealCheck.of(SEALED, SEALED, MADE.minus(Duration.ofHours(1))))
                .extracting(SealCheck.Mismatch::field)
                .containsExactly("made");
    }

    @Test
    void theManifestComesBackAsItWas(@TempDir Path parent) throws IOException {
        SealedFolder folder = sealed(parent);
        assertThat(folder.manifest().files()).isEqualTo(folder.hashes()).containsOnlyKeys("plan.tfplan", "review.txt");
        assertThat(folder.manifest().target()).isEqualTo(TARGET);
    }

    @Test
    void everyFileIsForItsOwnerOnly(@TempDir Path parent) throws IOException {
        SealedFolder folder = sealed(parent);
        try (Stream<Path> files = Files.list(folder.folder())) {
            assertThat(files).hasSize(3).allSatisfy(file -> assertThat(mode(file))
                    .isEqualTo("rw-------"));
        }
        assertThat(mode(folder.folder())).isEqualTo("rwx------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0ffee",
                "false",
                "ba5e",
                "5e7",
                "demo",
                "123456789012",
                "eu-west-1",
                "lineage",
                "\"7\"",
                "normal",
                "terraform",
                "1.11.4",
                "5.100.0",
                "someone",
                "2026-01-01T08",
                "2026-01-02T08",
                "plan.tfplan",
                "checksum"
            })
    void aManifestEditedByHandIsRefused(String part, @TempDir Path parent) throws IOException {
        SealedFolder folder = sealed(parent);
        Path file = folder.folder().resolve(SealedFolder.MANIFEST);
        String text = Files.readString(file);
        String edited = text.replaceFirst(
                Pattern.quote(part), part.equals("false") ? "true" : part.replaceFirst("\\d|[a-z]", "9"));
        assertThat(edited).isNotEqualTo(text);
        Files.writeString(file, edited);
        assertThatThrownBy(folder::manifest).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(
                        e.problem().exitCode())
                .isEqualTo(ExitCode.STALE_PLAN));
    }

    @Test
    void anUnknownMemberOrASecondDocumentIsRefused(@TempDir Path parent) throws IOException {
        SealedFolder folder = sealed(parent);
        Path file = folder.folder().resolve(SealedFolder.MANIFEST);
        String text = Files.readString(file);
        for (String edited :
                new String[] {text.replaceFirst("\\{", "{\"x\":1,"), text + "{}", "", "[]", "{\"version\":3}"}) {
            Files.writeString(file, edited);
            assertThatThrownBy(folder::manifest).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void aFolderThatWasNeverFinishedIsNoPlan(@TempDir Path parent) throws IOException {
        SealedFolder folder = SealedFolder.make(parent.resolve("p"));
        folder.write("plan.tfplan", "x");
        assertThatThrownBy(folder::manifest).hasMessageContaining("no sealed plan");
    }

    @Test
    void aLinkInThePlaceOfAFileIsNoticed(@TempDir Path parent) throws IOException {
        SealedFolder folder = sealed(parent);
        Path plan = folder.folder().resolve("plan.tfplan");
        Files.move(plan, parent.resolve("elsewhere"));
        Files.createSymbolicLink(plan, parent.resolve("elsewhere"));
        assertThat(folder.hashes()).containsEntry("plan.tfplan", "not a plain file");
    }

    @Test
    void namesThatLeadOutOfTheFolderAreRefused(@TempDir Path parent) throws IOException {
        SealedFolder folder = sealed(parent);
        folder.seal(files(Map.of("../x", "aa")));
        assertThatThrownBy(folder::manifest).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().exitCode()).isEqualTo(ExitCode.STALE_PLAN);
            assertThat(e.problem().why()).contains("manifest: cannot be parsed");
        });
    }

    @Test
    void aPlanThatCouldBeAppliedForLongerThanSevenDaysIsRefused() {
        Manifest longer = Manifest.of(
                SOURCE,
                TARGET,
                ENGINE,
                Maker.of("someone", MADE, Duration.ofDays(7).plusSeconds(1)),
                SEALED.files());
        assertThat(SealCheck.of(longer, longer, SOON))
                .extracting(SealCheck.Mismatch::field)
                .containsExactly("expires");
        Manifest longest =
                Manifest.of(SOURCE, TARGET, ENGINE, Maker.of("someone", MADE, Duration.ofDays(7)), SEALED.files());
        assertThat(SealCheck.of(longest, longest, SOON)).isEmpty();
    }

    private static SealedFolder sealed(Path parent) throws IOException {
        SealedFolder folder = SealedFolder.make(parent.resolve("plans/1"));
        Files.writeString(folder.folder().resolve("plan.tfplan"), "binary");
        folder.write("review.txt", "GOOD");
        folder.seal(Manifest.of(SOURCE, TARGET, ENGINE, MAKER, folder.hashes()));
        return folder;
    }
}
