package io.github.qisaws.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.aws.ServerCommands.Ended;
import io.github.qisaws.aws.ServerCommands.Script;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of a server, and how its answers are understood. */
class ImportServerTest {
    private static final String DONE =
            "{\"state\": \"done\", \"step\": \"verify\", \"rows\": {\"users\": 3, \"images\": 9},"
                    + " \"images\": {\"count\": 9, \"bytes\": 2048, \"done\": 9, \"copied\": 1024}, \"served\": 5,"
                    + " \"missing\": [\"a.jpg\"], \"missing_count\": 2}";

    private final List<Script> sent = new ArrayList<>();

    private ImportServer answering(int exitCode, String output, String errors) {
        return new ImportServer(
                (instance, script) -> {
                    sent.add(script);
                    return new Ended(exitCode, output, errors);
                },
                "i-1",
                "bucket",
                new Manifest("{}"));
    }

    @Test
    void theManifestIsNamedWithItsChecksum() {
        answering(0, "{\"state\":\"running\"}", "").start(" --users keep");
        assertThat(sent.get(0).text())
                .endsWith("\nqis-import start s3://bucket/import/manifest.json " + Hashing.sha256("{}")
                        + " --users keep");
        assertThat(sent.get(0).effect()).isEqualTo("started the import on i-1");
        answering(0, "{}", "").status();
        assertThat(sent.get(1).effect()).isEmpty();
    }

    @Test
    void theReportIsReadInWords() {
        ImportStatus status = answering(0, DONE, "").status();
        assertThat(status.isDone()).isTrue();
        assertThat(status.lines())
                .containsExactly(
                        "Rows in the database: users 3, images 9.",
                        "Images: 9 of 9 verified, 1.0 KiB copied.",
                        "Served in the verification: 5 images.",
                        "Image records without a file: 2 (a.jpg, …).");
        assertThat(ImportStatus.parse(
                                "{\"state\":\"running\",\"step\":\"images\",\"images\":{\"count\":4,\"bytes\":4096,"
                                        + "\"done\":1,\"copied\":1024}}")
                        .orElseThrow()
                        .words())
                .isEqualTo("images, 1 of 4, 1.0 KiB of 4.0 KiB");
    }

    @Test
    void anImageWithoutTheCommandIsNamed() {
        ImportServer old = answering(127, "", "sh: qis-import: not found");
        assertThatThrownBy(old::status)
                .hasMessageContaining("no command qis-import")
                .hasMessageContaining("older");
    }

    @Test
    void otherOutputIsShown() {
        ImportServer broken = answering(1, "Traceback", "disk full");
        assertThatThrownBy(broken::status)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("Traceback\ndisk full");
    }

    @Test
    void aWebServerThatDoesNotStartAgainIsAProblem() {
        assertThat(answering(0, "before\n", "").restart("i-2", "m")).isFalse();
        assertThat(answering(0, "", "").restart("i-2", "m")).isTrue();
        ImportServer failing = answering(1, "no database", "");
        assertThatThrownBy(() -> failing.restart("i-2", "m"))
                .hasMessageContaining("i-2")
                .hasMessageContaining("no database");
    }
}
