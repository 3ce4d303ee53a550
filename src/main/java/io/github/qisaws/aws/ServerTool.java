package io.github.qisaws.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.aws.ServerCommands.Ended;
import io.github.qisaws.aws.ServerCommands.Script;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.time.Duration;
import java.util.Set;

/**
 * A command of the image on a server, whose last line is a report as JSON.
 *
 * @param instance EC2 instance ID of the server
 */
public record ServerTool(ServerCommands commands, String instance) {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    /** Exit codes for an unknown command: of qis-role, and of Python's argparse. */
    private static final Set<Integer> UNKNOWN = Set.of(64, 2);

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Runs a command and returns its report.
     *
     * @param name what it does, for messages
     * @param effect what it changes, in the form of {@link io.github.qisaws.problem.Effects}; empty if it changes nothing
     * @throws ProblemException if it fails
     */
    public JsonNode report(String name, String effect, String command) {
        Ended ended = commands.run(instance, Script.ofImage(name, effect, command, LONGEST));
        if (ended.lacksCommand() || UNKNOWN.contains(ended.exitCode())) {
            throw new Problem(
                            ExitCode.FAILED,
                            "the server " + instance + " does not have the command",
                            "Its image is older than this version of qis-aws. The command is: " + command + ".",
                            "Replace the server with one of a newer image, then rerun.")
                    .asException();
        }
        try {
            JsonNode report = JSON.readTree(ended.lastLine());
            if (ended.isSuccessful() && report.isObject()) {
                return report;
            }
        } catch (JsonProcessingException e) {
            // Its output is in the message.
        }
        throw failed(name, (ended.errors().isBlank() ? ended.output() : ended.errors()).strip());
    }

    private ProblemException failed(String name, String output) {
        return new Problem(
                        ExitCode.FAILED,
                        name + " failed on the server " + instance,
                        output.isEmpty() ? "The command printed nothing." : output,
                        "Correct the cause, then rerun.")
                .asException();
    }
}
