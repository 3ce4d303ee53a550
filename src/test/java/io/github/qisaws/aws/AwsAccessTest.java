package io.github.qisaws.aws;

import static io.github.qisaws.pipeline.ScriptedProject.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.image.AnsweringServer;
import io.github.qisaws.image.AnsweringServer.Answer;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is noted of a change in AWS when its answer is a failure, or when there is none. */
class AwsAccessTest {
    private static final String EFFECT = "set the parameter /image of eu-west-1 to ami-1";
    private static final String POSSIBLE = "This command possibly " + EFFECT + ".";

    private final Effects effects = new Effects();
    private AnsweringServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aChangeThatAwsConfirmedIsNoted() throws IOException {
        answer(Answer.ok("{}"));
        change(server.address());
        assertThat(effects.sentence()).isEqualTo("This command " + EFFECT + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "400,AccessDeniedException,WRONG_ACCOUNT",
        "400,ExpiredTokenException,WRONG_ACCOUNT",
        "499,Refused,FAILED"
    })
    void whatAwsRefusedChangedNothing(int status, String error, ExitCode expected) throws IOException {
        answer(new Answer(status, "{}", error));
        Problem problem = problem(() -> change(server.address()));
        assertThat(problem.exitCode()).isEqualTo(expected);
        assertThat(problem.what()).contains("ssm:PutParameter");
        assertThat(effects.sentence()).isEqualTo("Nothing was changed.");
    }

    @ParameterizedTest
    @CsvSource({"500,InternalServerError", "503,ServiceUnavailable"})
    void anErrorInsideAwsLeavesTheOutcomeOpen(int status, String error) throws IOException {
        answer(new Answer(status, "{}", error));
        assertThat(problem(() -> change(server.address())).exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(effects.sentence()).isEqualTo(POSSIBLE);
    }

    @Test
    void aConnectionThatEndsBeforeTheAnswerLeavesTheOutcomeOpen() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> hangUp(socket));
            thread.setDaemon(true);
            thread.start();
            Problem problem = problem(() -> change("http://127.0.0.1:" + socket.getLocalPort()));
            assertThat(problem.what()).contains("ssm:PutParameter");
        }
        assertThat(effects.sentence()).isEqualTo(POSSIBLE);
    }

    /** Takes a part of each request, and closes its connection. */
    private static void hangUp(ServerSocket socket) {
        try {
            while (true) {
                try (Socket connection = socket.accept()) {
                    connection.getInputStream().readNBytes(20);
                }
            }
        } catch (IOException e) {
            // The test has ended.
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void withoutAConnectionTheOutcomeIsSaidToBeOpen() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        problem(() -> change("http://127.0.0.1:" + port));
        assertThat(effects.sentence()).isEqualTo(POSSIBLE);
    }

    @Test
    void whatOnlyAsksIsNotNoted() {
        Problem problem = problem(() -> registry("http://127.0.0.1:1").parameter("/image"));
        assertThat(problem.what()).contains("ssm:GetParameter");
        assertThat(effects.sentence()).isEqualTo("Nothing was changed.");
    }

    private void answer(Answer answer) throws IOException {
        server = AnsweringServer.answering(line -> answer);
    }

    private void change(String address) {
        registry(address).setParameter("/image", "ami-1");
    }

    private ImageRegistry registry(String address) {
        Map<String, String> variables =
                Map.of("AWS_ENDPOINT_URL", address, "AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret");
        return new ImageRegistry(new AwsAccess("eu-west-1", variables, effects));
    }
}
