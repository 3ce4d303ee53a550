package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What this project requires of its workflows beyond GitHub's format. */
class GithubFilesTest {
    private static final Path WORKFLOWS = Path.of(".github/workflows");

    /** The pipelines that {@code ci init github} writes. */
    private static final Path TEMPLATES = Path.of("src/main/resources/io/github/qisaws/ci/github");

    /** A workflow of the same commit (./) needs no pin. */
    private static final Pattern USES = Pattern.compile("(?m)^ *(?:- )?uses: (?!\\./)(\\S+)(.*)$");

    private static final Pattern PINNED = Pattern.compile("([^@]+)@([0-9a-f]{40}) # (v[0-9]+\\.[0-9]+\\.[0-9]+)");

    static List<Path> workflows() throws IOException {
        return files(WORKFLOWS);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aWorkflowHasNoPermissionsAndEachJobNamesItsOwn(Path file) throws IOException {
        Map<?, ?> workflow =
                (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        assertThat(workflow.get("permissions")).isEqualTo(Map.of());
        assertThat(workflow.get("concurrency")).isNotNull();
        assertThat(((Map<?, ?>) workflow.get("jobs")).values()).isNotEmpty().allSatisfy(job -> assertThat(
                        ((Map<?, ?>) job).get("permissions"))
                .isEqualTo(Map.of("contents", "read")));
    }

    @Test
    void everyActionIsPinnedByCommitAndAsInThePipelinesThatUsersGet() throws IOException {
        Map<String, String> ours = actions(WORKFLOWS);
        Map<String, String> theirs = actions(TEMPLATES);
        assertThat(ours).containsKeys("actions/checkout", "actions/setup-java", "hashicorp/setup-terraform");
        theirs.keySet().retainAll(ours.keySet());
        assertThat(ours).containsAllEntriesOf(theirs);
    }

    /** Commit and version of each action; the same one in each file. */
    private static Map<String, String> actions(Path folder) throws IOException {
        Map<String, String> actions = new TreeMap<>();
        for (Path file : files(folder)) {
            Matcher uses = USES.matcher(Files.readString(file));
            while (uses.find()) {
                Matcher pinned = PINNED.matcher(uses.group(1) + uses.group(2));
                assertThat(pinned.matches()).as(file + ": " + uses.group()).isTrue();
                String pin = pinned.group(2) + " " + pinned.group(3);
                assertThat(actions.getOrDefault(pinned.group(1), pin))
                        .as(file + ": " + pinned.group(1))
                        .isEqualTo(pin);
                actions.put(pinned.group(1), pin);
            }
        }
        return actions;
    }
}
