package io.github.qisaws.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.aws.ServerCommands.Ended;
import io.github.qisaws.aws.ServerCommands.Script;
import io.github.qisaws.image.AnsweringServer;
import io.github.qisaws.image.AnsweringServer.Answer;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With answers in the form that AWS documents, which the emulator does not give. */
class AwsServerCommandsTest {
    private static final String SENT = "{\"Command\":{\"CommandId\":\"0831e1a8-a1ac-4257-a1fd-c831b48c4107\"}}";
    private static final Answer ABSENT = new Answer(400, "{}", "InvocationDoesNotExist");

    private final Effects effects = new Effects();
    private final List<String> said = new ArrayList<>();

    private static Answer invocation(String status, String details, int code) {
        return Answer.ok("{\"Status\":\"" + status + "\",\"StatusDetails\":\"" + details + "\",\"ResponseCode\":" + code
                + ",\"StandardOutputContent\":\"out\",\"StandardErrorContent\":\"err\"}");
    }

    private Ended run(Answer... answers) throws IOException {
        Deque<Answer> left = new ArrayDeque<>(List.of(answers));
        try (AnsweringServer server = AnsweringServer.answering(request -> left.removeFirst())) {
            AwsAccess access = new AwsAccess(
                    "eu-west-1",
                    Map.of(
                            "AWS_ENDPOINT_URL",
                            server.address(),
                            "AWS_ACCESS_KEY_ID",
                            "id",
                            "AWS_SECRET_ACCESS_KEY",
                            "secret"),
                    effects);
            return new AwsServerCommands(access, Clock.systemUTC(), said::add)
                    .run("i-1", new Script("start", "started the import", "true", Duration.ofMinutes(1)));
        }
    }

    private ProblemException failure(Answer... answers) {
        return catchThrowableOfType(ProblemException.class, () -> run(answers));
    }

    @Test
    void waitsForAnInvocationThatAwsDoesNotReportYet() throws IOException {
        Ended ended = run(
                Answer.ok(SENT),
                ABSENT,
                invocation("InProgress", "In Progress", -1),
                invocation("Success", "Success", 0));
        assertThat(ended).isEqualTo(new Ended(0, "out", "err"));
        assertThat(said).containsExactly("start on i-1: In Progress");
        assertThat(effects.sentence()).contains("started the import");
    }

    @Test
    void returnsTheExitCodeOfAScriptThatFails() throws IOException {
        assertThat(run(Answer.ok(SENT), invocation("Failed", "Failed", 3))).isEqualTo(new Ended(3, "out", "err"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cancelled | Cancelled | 137 | was canceled",
                "TimedOut | Delivery Timed Out | -1 | timed out",
                "TimedOut | Execution Timed Out | 137 | timed out",
                "Failed | Undeliverable | -1 | was not delivered",
            })
    void aScriptWithoutAnEndOfItsOwnIsAProblem(String status, String details, int code, String what) {
        ProblemException failure = failure(Answer.ok(SENT), invocation(status, details, code));
        assertThat(failure.problem().exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failure.problem().what()).contains("i-1", what);
        assertThat(failure.problem().fix()).isNotEmpty();
    }

    @Test
    void namesTheMissingPermission() {
        ProblemException failure =
                failure(new Answer(400, "{\"message\":\"not authorized\"}", "AccessDeniedException"));
        assertThat(failure.problem().exitCode()).isEqualTo(ExitCode.WRONG_ACCOUNT);
        assertThat(failure.problem().what()).contains("ssm:SendCommand");
        failure =
                failure(Answer.ok(SENT), new Answer(400, "{\"message\":\"not authorized\"}", "AccessDeniedException"));
        assertThat(failure.problem().what()).contains("ssm:GetCommandInvocation");
    }
}
