package io.github.qisaws.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of a server, as far as they can be proven without booting one. */
class ServerScriptsTest {
    @TempDir
    private Path folder;

    @Test
    void shellcheckFindsNothingInAnyScript() throws IOException {
        require("shellcheck");
        List<String> command = new ArrayList<>(List.of("shellcheck", "-x", "-P", "SCRIPTDIR"));
        command.addAll(scripts());
        assertThat(command).hasSizeGreaterThan(20);
        Shell.Result result = Shell.run(Duration.ofMinutes(2), command);
        assertThat(result.out() + result.err()).isEmpty();
    }

    @Test
    void thePurePartsOfTheRoleKeepTheirFigures() {
        assertPythonTestsPass("test_pure.py");
    }

    @Test
    void thePurePartsOfAnImportRefuseWhatCouldDoHarm() {
        assertPythonTestsPass("test_import.py");
    }

    private static void assertPythonTestsPass(String name) {
        require("python3");
        Shell.Result result = Shell.run(
                "env",
                "PYTHONDONTWRITEBYTECODE=1",
                "PYTHONPATH=" + ServerRoot.RESOURCES.resolve("lib"),
                "python3",
                "src/test/resources/server_tests/" + name);
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.err()).contains("OK").doesNotContain("Ran 0 tests");
    }

    /** The site of these downloads does not answer. */
    @Test
    void aKeptFileServesInPlaceOfItsSite() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(kept.resolve("name.tar.gz"), "kept");

        for (String way : List.of("fetch", "fetch_newest")) {
            Shell.Result with = fetch(way, kept.toString());
            assertThat(with.succeeded()).as(with.toString()).isTrue();
            assertThat(folder.resolve("got")).hasContent("kept");
            assertThat(fetch(way, folder.resolve("empty").toString()).err())
                    .contains("cannot download https://127.0.0.1:1/name, and no file name.tar.gz is kept");
            assertThat(fetch(way, "").succeeded()).isFalse();
        }
    }

    private Shell.Result fetch(String way, String kept) {
        String common = ServerRoot.RESOURCES.resolve("install/common.sh").toString();
        // The operating system of this machine may be one that QIS does not support.
        return Shell.run(
                "bash",
                "-c",
                "sed 's,^[.] \"$HERE/system.sh\",:,' " + common + " >" + folder + "/common.sh; . " + folder
                        + "/common.sh; "
                        + "QIS_KEPT_DIR='" + kept + "'; KEPT=$QIS_KEPT_DIR; rm -f " + folder + "/got; " + way
                        + " name.tar.gz https://127.0.0.1:1/name " + folder + "/got");
    }

    @Test
    void whatWasDownloadedIsKeptUnderItsName() throws IOException {
        Path site = Files.writeString(folder.resolve("file"), "of the site");
        Path kept = folder.resolve("new");

        Shell.Result done = Shell.run(
                "bash",
                "-c",
                "sed 's,^[.] \"$HERE/system.sh\",:,; s/^download() .*/download() { cp \"$1\" \"$2\"; }; unused() {/' "
                        + ServerRoot.RESOURCES.resolve("install/common.sh") + " >" + folder
                        + "/common.sh; QIS_KEPT_DIR="
                        + kept + "; . " + folder + "/common.sh; fetch a/name " + site + " " + folder + "/first; rm "
                        + site
                        + "; fetch a/name " + site + " " + folder + "/second");

        assertThat(done.succeeded()).as(done.toString()).isTrue();
        assertThat(folder.resolve("second")).hasContent("of the site");
        assertThat(kept.resolve("a/name")).hasContent("of the site");
    }

    @Test
    void everyLibraryIsPinnedWithTheHashesOfItsFiles() throws IOException {
        for (String name : List.of("python3.11.txt", "python3.12.txt", "mod-wsgi.txt")) {
            String text = Files.readString(
                    ServerRoot.RESOURCES.resolve("requirements").resolve(name));
            assertThat(text.replace("\\\n", " ").lines().filter(line -> !line.isBlank()))
                    .as(name)
                    .isNotEmpty()
                    .allMatch(line -> line.matches("[a-z0-9_-]+==[^ ]+ .*--hash=sha256:[0-9a-f]{64}.*"));
        }
    }

    @Test
    void eachImageBuilderDocumentCallsTheStepsAndFitsItsLimit() throws IOException {
        List<String> documents = files("imagebuilder", ".yaml");
        assertThat(documents).hasSize(3);
        for (String document : documents) {
            // Inline component data may have 16,000 characters.
            assertThat(Files.readString(Path.of(document)))
                    .hasSizeLessThan(16_000)
                    .contains("schemaVersion: 1.0");
        }
        assertThat(Files.readString(ServerRoot.RESOURCES.resolve("imagebuilder/install.yaml")))
                .contains("install/install.sh");
        assertThat(Files.readString(ServerRoot.RESOURCES.resolve("container/Dockerfile")))
                .contains("install/install.sh");
    }

    private static List<String> scripts() throws IOException {
        List<String> all = files("install", ".sh");
        all.addAll(files("bin", ""));
        all.add(ServerRoot.MACHINES.resolve("nfs-stand-in.sh").toString());
        return all;
    }

    private static List<String> files(String folder, String ending) throws IOException {
        try (Stream<Path> found = Files.list(ServerRoot.RESOURCES.resolve(folder))) {
            return new ArrayList<>(found.map(Path::toString)
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList());
        }
    }

    private static void require(String program) {
        if (!Shell.run("which", program).succeeded()) {
            String why = "SKIPPED: there is no " + program + " on the PATH";
            System.err.println(why);
            Assumptions.abort(why);
        }
    }
}
