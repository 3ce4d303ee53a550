package io.github.qisaws.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The actions of the roles of servers, tasks, and functions, compared with what runs there. */
class ServerActionsTest {
    private static final Path TABLE = Path.of("src/test/resources/permission_tests/server-actions.tsv");
    private static final List<Path> SCRIPTS = List.of(
            Path.of("src/main/resources/io/github/qisaws/server"),
            Path.of("src/main/resources/io/github/qisaws/module/publish.py"));

    /** A call of an AWS client in Python: {@code vault.get_secret_value(}, {@code client(role, "x").call(}, or by pages. */
    private static final Pattern CALL = Pattern.compile("(?:(?:vault|builder|ec2|ecr|ecs|client\\([^()]*\\))\\."
            + "|pages\\((?:[a-z0-9]+|boto3\\.client\\([^()]*\\)), \")((?!get_paginator)[a-z]+(?:_[a-z]+)+)[(\"]");

    /** Is spelled like an action. */
    private static final Set<String> CONDITION_KEYS = Set.of("kms:ViaService", "aws:TagKeys");

    private static final Pattern ACTION = Pattern.compile("\"([a-z0-9-]+:[A-Z][A-Za-z]+)\"");

    private record Use(String action, String caller, String reason) {
        boolean isGranted() {
            return !caller.equals("none");
        }

        /** The action's name as Python spells the call. */
        String call() {
            String name = action.substring(action.indexOf(':') + 1);
            return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        }
    }

    private static List<Use> uses() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(columns -> new Use(columns[0], columns[1], columns[2]))
                .toList();
    }

    private static Set<String> granted() throws IOException {
        Set<String> granted = new TreeSet<>();
        try (Stream<Path> modules = Files.list(Path.of("modules"))) {
            for (Path module : modules.filter(Files::isDirectory).toList()) {
                JsonNode resources = new ObjectMapper()
                        .readTree(module.resolve("main.tf.json").toFile())
                        .path("resource");
                resources.path("aws_iam_role_policy").forEach(policy -> granted.addAll(actions(policy)));
            }
        }
        return granted;
    }

    private static List<String> actions(JsonNode policy) {
        return ACTION.matcher(policy.path("policy").asText())
                .results()
                .map(found -> found.group(1))
                .filter(found -> !CONDITION_KEYS.contains(found))
                .toList();
    }

    /** The calls in all scripts, as Python spells them. */
    private static Set<String> called() throws IOException {
        Set<String> called = new TreeSet<>();
        for (Path folder : SCRIPTS) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    CALL.matcher(Files.readString(file)).results().forEach(found -> called.add(found.group(1)));
                }
            }
        }
        return called;
    }

    @Test
    void everyActionOfARoleHasACallerAndAReason() throws IOException {
        assertThat(granted())
                .hasSizeGreaterThan(20)
                .containsExactlyInAnyOrderElementsOf(
                        uses().stream().filter(Use::isGranted).map(Use::action).toList());
        assertThat(uses()).allSatisfy(use -> assertThat(use.reason()).isNotBlank());
    }

    @Test
    void everyCallOfAScriptIsInTheTable() throws IOException {
        assertThat(uses().stream().map(Use::call).collect(Collectors.toSet()))
                .containsAll(called())
                .containsAll(Arrays.asList("get_secret_value", "put_parameter"));
    }

    @Test
    void everyScriptThatTheTableNamesMakesTheCall() throws IOException {
        for (Use use : uses()) {
            if (use.caller().startsWith("src/")) {
                assertThat(Files.readString(Path.of(use.caller())))
                        .as(use.action())
                        .containsPattern("[.\"]" + use.call() + "[(\"]");
            }
        }
    }
}
