package io.github.qisaws.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.architecture.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** src/docs/features.md speaks of inputs and outputs that exist, and has a state and a reason for each feature. */
@DisplayName("The table of features")
class FeaturesTest {
    private static final Pattern INPUT = Pattern.compile("`([a-z-]+)\\.([a-z_]+)`");
    private static final Pattern OUTPUT = Pattern.compile("`([a-z-]+) → ([a-z_]+)`");
    private static final Pattern KEY = Pattern.compile("`([a-z]+)\\.([a-z]+-[a-z-]+)`");

    private static final List<String[]> ROWS = rows();

    private static List<String[]> rows() {
        try {
            return Files.readAllLines(Path.of("src/docs/features.md")).stream()
                    .filter(line -> line.startsWith("| ") && !line.startsWith("| feature"))
                    .map(line -> line.substring(2).split(" \\| ", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hasARowWithAStateForEachFeature() {
        assertThat(ROWS).hasSizeGreaterThan(28).allSatisfy(row -> {
            assertThat(row).as(String.join("|", row)).hasSize(3);
            assertThat(row[2]).matches("(there|partly: .{30,}|not: .{30,}|not in .{30,}|there, .{10,}) \\|");
        });
    }

    @Test
    void namesOnlyInputsAndOutputsThatExist() {
        List<String> wrong = new ArrayList<>();
        int named = 0;
        for (String[] row : ROWS) {
            for (MatchResult found : INPUT.matcher(row[1]).results().toList()) {
                named++;
                if (contract(found).filter(one -> one.hasInput(found.group(2))).isEmpty()) {
                    wrong.add(found.group());
                }
            }
            for (MatchResult found : OUTPUT.matcher(row[1]).results().toList()) {
                named++;
                if (contract(found).filter(one -> one.hasOutput(found.group(2))).isEmpty()) {
                    wrong.add(found.group());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(named).isGreaterThan(35);
    }

    @Test
    void namesOnlyKeysOfEnvironmentFilesThatExist() throws IOException {
        String reference = Files.readString(Path.of("src/docs/environment-file.md"));
        for (String[] row : ROWS) {
            for (MatchResult found :
                    KEY.matcher(String.join(" ", row)).results().toList()) {
                assertThat(reference).contains("| " + found.group() + " |");
            }
        }
    }

    private static Optional<Contract> contract(MatchResult found) {
        return Modules.contracts().stream()
                .filter(one -> one.name().equals(found.group(1)))
                .findFirst();
    }
}
