package io.github.qisaws.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the name of the environment consents. */
class ConfirmationTest {
    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"production\n", "production", " \tproduction \r\n"})
    void theNameConsents(String input) {
        assertThatCode(() -> require(input)).doesNotThrowAnyException();
        assertThat(asked).singleElement().asString().startsWith("Apply this plan?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                " \n",
                "y\n",
                "yes\n",
                "Production\n",
                "PRODUCTION\n",
                "productio\n",
                "production1\n",
                "prod uction\n",
                "\nproduction\n",
                "staging\nproduction\n"
            })
    void noOtherAnswerConsents(String input) {
        Problem problem = declined(new Confirmation(false, true, reader(input), asked::add));
        assertThat(problem.what()).isEqualTo("canceled");
        assertThat(problem.why()).contains("production");
        assertThat(asked).hasSize(1);
    }

    @Test
    void withoutATerminalAnAnswerIsNeitherAskedForNorRead() throws IOException {
        BufferedReader answers = reader("production\n");
        Problem problem = declined(new Confirmation(false, false, answers, asked::add));
        assertThat(problem.what()).isEqualTo("confirmation required, but stdin is not a terminal");
        assertThat(problem.fix()).contains("--yes");
        assertThat(asked).isEmpty();
        assertThat(answers.readLine()).isEqualTo("production");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void consentOnTheCommandLineNeedsNoAnswer(boolean terminal) {
        assertThatCode(() -> new Confirmation(true, terminal, reader(""), asked::add).require("Apply?", "production"))
                .doesNotThrowAnyException();
        assertThat(asked).isEmpty();
    }

    @Test
    void anInputThatCannotBeReadDoesNotConsent() {
        BufferedReader broken = new BufferedReader(Reader.nullReader());
        assertThatThrownBy(() -> {
                    broken.close();
                    new Confirmation(false, true, broken, asked::add).require("Apply?", "production");
                })
                .isInstanceOf(UncheckedIOException.class);
    }

    private void require(String input) {
        new Confirmation(false, true, reader(input), asked::add).require("Apply this plan?", "production");
    }

    private static Problem declined(Confirmation confirmation) {
        ProblemException thrown = Assertions.catchThrowableOfType(
                ProblemException.class, () -> confirmation.require("Apply?", "production"));
        assertThat(thrown).isNotNull();
        assertThat(thrown.problem().exitCode()).isEqualTo(ExitCode.DECLINED);
        return thrown.problem();
    }

    private static BufferedReader reader(String input) {
        return new BufferedReader(new StringReader(input));
    }
}
