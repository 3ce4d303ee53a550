package io.github.qisaws.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.TestTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The security scanner from PyPI. */
final class Checkov {
    private static final Pattern UNREAD = Pattern.compile("(?m)Failed to parse template: (.*)$");

    private final TestEngine engine;
    private final Path home = TestTool.folder("checkov");

    Checkov(TestEngine engine) {
        this.engine = engine;
    }

    /**
     * What a scan looked at and what failed.
     *
     * @param unread files that the scanner could not read, below the scanned folder
     */
    record Scan(int checks, List<Failure> failures, List<String> unread) {}

    /**
     * A check that failed.
     *
     * @param file below the scanned folder
     * @param resource as the check names it: an address, or only the kind of block and the name
     */
    record Failure(String check, String file, String resource, String title) {
        private static final Pattern OF_PLAN = Pattern.compile("module\\.([a-z-]+)\\..*");

        /** The module and the resource's name, in both modes: {@code network.flow}. */
        String subject() {
            Matcher plan = OF_PLAN.matcher(resource);
            String module = plan.matches()
                    ? plan.group(1)
                    : Path.of(file).getParent().getFileName().toString();
            String plain = resource.replaceAll("\\[[^]]*]", "");
            return module + "." + plain.substring(plain.lastIndexOf('.') + 1);
        }

        @Override
        public String toString() {
            return check + " " + file + " " + resource + ": " + title;
        }
    }

    /** Scans the {@code .tf.json} files of a folder; another framework would find none of them and be green. */
    Scan ofJson(Path folder) {
        return scan(folder, "terraform_json", "--directory", folder.toString());
    }

    /** Scans a plan, in which the values that go into modules are known. */
    Scan ofPlan(Path plan) {
        return scan(plan.getParent(), "terraform_plan", "--file", plan.toString());
    }

    private Scan scan(Path folder, String framework, String... what) {
        List<String> command =
                new ArrayList<>(List.of(home + "/bin/python", home + "/bin/checkov", "--framework", framework));
        // Without the last option it asks its makers' server.
        command.addAll(List.of("--compact", "--quiet", "--output", "json", "--skip-download"));
        command.addAll(List.of(what));
        Result result = engine.program(folder, command);
        assertThat(result.exitCode()).as(result.err()).isIn(0, 1);
        Path real = folder.toAbsolutePath();
        List<String> unread = UNREAD.matcher(result.err())
                .results()
                .map(found -> real.relativize(Path.of(found.group(1))).toString())
                .sorted()
                .toList();
        return read(result.out(), unread);
    }

    private static Scan read(String json, List<String> unread) {
        try {
            JsonNode report = new ObjectMapper().readTree(json);
            List<Failure> failures = new ArrayList<>();
            for (JsonNode failed : report.path("results").path("failed_checks")) {
                failures.add(new Failure(
                        failed.path("check_id").asText(),
                        failed.path("file_path").asText(),
                        failed.path("resource").asText(),
                        failed.path("check_name").asText()));
            }
            JsonNode summary = report.path("summary");
            assertThat(unread)
                    .as("the report's own number")
                    .hasSize(summary.path("parsing_errors").asInt());
            return new Scan(
                    summary.path("passed").asInt() + summary.path("failed").asInt(), failures, unread);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
