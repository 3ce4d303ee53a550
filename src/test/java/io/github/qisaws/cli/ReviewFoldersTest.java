package io.github.qisaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.review.view.MarkdownView;
import io.github.qisaws.seal.Manifest;
import io.github.qisaws.seal.SealedFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewFoldersTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), Map.of(), args);
    }

    private Path sealed(String environment, String recording) throws IOException {
        SealedFolder sealed = SealedFolder.make(folder.resolve(environment));
        sealed.write("plan.json", Files.readString(Path.of("src/test/resources/plans/" + recording + ".json")));
        sealed.seal(Manifest.of(
                new Manifest.Source("c0ffee", false, new TreeMap<>(), "hash"),
                new Manifest.Target(environment, "123456789012", "eu-west-1", "lineage", 1, "normal"),
                new Manifest.Engine("terraform", "1.11.4", new TreeMap<>()),
                Manifest.Maker.of("ann", Instant.now(), Manifest.USUAL_LIFE),
                sealed.hashes()));
        return sealed.folder();
    }

    @Test
    void severalFoldersMakeOneCommentWorstFirst() throws IOException {
        Path comment = folder.resolve("comment.md");
        int exit = run(
                "review",
                sealed("demo", "terraform-1.11-unchanged").toString(),
                sealed("live", "terraform-1.11-dangerous").toString(),
                "--markdown",
                comment.toString(),
                "--report",
                "https://ci.example.com/run/7");
        assertThat(exit).as(err.toString()).isEqualTo(80);
        assertThat(comment)
                .content()
                .startsWith(MarkdownView.MARKER + "\n## ⛔ BLOCKED: 1 of 2 environments")
                .containsSubsequence("| `live` |", "| `demo` |", "https://ci.example.com/run/7");
        assertThat(MarkdownView.MARKER).isEqualTo("<!-- qis-aws -->");
    }

    @Test
    void aPlanThatWasAlteredAfterItWasSealedIsRefused() throws IOException {
        Path plan = sealed("demo", "terraform-1.11-unchanged");
        Files.writeString(plan.resolve("plan.json"), " ", java.nio.file.StandardOpenOption.APPEND);
        assertThat(run("review", plan.toString())).isEqualTo(81);
        assertThat(err.toString()).contains("plan.json was modified after planning");
    }

    @Test
    void aFolderWithoutAManifestIsNoSealedPlan() throws IOException {
        assertThat(run(
                        "review",
                        Files.createDirectories(folder.resolve("empty")).toString()))
                .isEqualTo(81);
    }
}
