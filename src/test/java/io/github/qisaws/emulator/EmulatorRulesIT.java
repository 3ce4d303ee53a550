package io.github.qisaws.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.TestTool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The emulator refuses what AWS refuses, with AWS's error codes; each rule is switched off once. */
class EmulatorRulesIT {
    private static final Path SCRIPTS = Path.of("src/main/resources/io/github/qisaws/emulator");
    private static final Path TESTS = Path.of("src/test/resources/emulator_tests/all_tests.py");

    @Test
    void everyRuleRefusesWithTheCodeOfAwsAndLetsPassWhenSwitchedOff() {
        Path python = TestTool.folder("moto").resolve("bin/python");
        List<String> command =
                List.of("env", "PYTHONPATH=" + SCRIPTS.toAbsolutePath(), python.toString(), "-B", TESTS.toString());
        Result result = TestEngine.ours(command, Duration.ofMinutes(5));

        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.err()).contains("test_each_was_switched_off_once", "OK");
    }
}
