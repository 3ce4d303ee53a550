package io.github.qisaws.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.TestTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The linter of IAM policies from PyPI. */
final class Parliament {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path home = TestTool.folder("parliament");

    /**
     * Lints policies.
     *
     * @param folder empty; gets the policies
     */
    List<Linted> findings(List<IamDocument> policies, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < policies.size(); i++) {
            Files.writeString(folder.resolve(i + ".json"), policies.get(i).text());
        }
        Result result = TestEngine.ours(
                List.of(
                        home.resolve("bin/python").toString(),
                        home.resolve("bin/parliament").toString(),
                        "--json",
                        "--directory",
                        folder.toString()),
                Duration.ofMinutes(5));
        assertThat(result.exitCode()).as(result.toString()).isIn(0, 1);
        List<Linted> found = new ArrayList<>();
        for (String line : result.out().lines().distinct().toList()) {
            JsonNode finding = JSON.readTree(line);
            String file = Path.of(finding.at("/location/filepath").asText())
                    .getFileName()
                    .toString();
            IamDocument policy = policies.get(Integer.parseInt(file.replace(".json", "")));
            found.add(new Linted(
                    "parliament " + finding.path("issue").asText(),
                    policy.subject() + " " + finding.path("detail").toString()));
        }
        return found;
    }
}
