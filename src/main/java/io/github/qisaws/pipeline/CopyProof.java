package io.github.qisaws.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.architecture.CopyServers;
import io.github.qisaws.aws.DataAccount;
import io.github.qisaws.aws.ServerCommands;
import io.github.qisaws.aws.ServerCommands.Ended;
import io.github.qisaws.aws.ServerCommands.Script;
import io.github.qisaws.database.ManagedDatabase;
import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.restore.Report;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Proves copies on a server of the environment, which has PostgreSQL and an image library, and reaches the data. */
final class CopyProof {
    /** Volumes are read from S3 block by block at first, and a database recovers as after a power failure. */
    private static final Duration LONGEST = Duration.ofHours(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DataAccount account;
    private final RestoredFiles files;
    private final ServerCommands commands;

    CopyProof(DataAccount account, RestoredFiles files, ServerCommands commands) {
        this.account = account;
        this.files = files;
        this.commands = commands;
    }

    /**
     * Proves the copies that do not serve.
     *
     * @param copies of one restore
     * @throws io.github.qisaws.problem.ProblemException if a copy is not whole, or no server can prove it
     */
    Report prove(Environment environment, List<Copies> copies) {
        String component = CopyServers.component(environment).orElseThrow(() -> unable(environment));
        String server = account.servers(environment.name(), component).stream()
                .findFirst()
                .orElseThrow(() -> noServer(environment, component));
        String words = (copies.get(0).onVolumes() ? "volumes " : "services ")
                + copies.stream().map(each -> words(environment, each)).collect(Collectors.joining(" "));
        Ended ended = commands.run(server, Script.ofImage("proof of the copy", "", "qis-copy " + words, LONGEST));
        if (!ended.isSuccessful()) {
            throw notWhole(environment, server, ended);
        }
        return report(ended.lastLine());
    }

    private String words(Environment environment, Copies copies) {
        if (copies.onEfs()) {
            return files.words(copies);
        }
        return copies.content() + "=" + (copies.onRds() ? database(environment, copies) : volume(environment, copies));
    }

    private String volume(Environment environment, Copies copies) {
        String resource =
                "aws_ebs_volume." + copies.content() + "/" + copies.beside().orElseThrow();
        return account.volume(environment.name(), resource)
                .orElseThrow(() -> absent(environment, "no volume with the tag qis-aws:resource " + resource));
    }

    private String database(Environment environment, Copies copies) {
        String identifier =
                ManagedDatabase.identifier(environment.name(), copies.beside().orElseThrow());
        return account.endpoint(identifier)
                .orElseThrow(() -> absent(environment, "no DB instance " + identifier + " with an address"));
    }

    /** The report is the last line; lines before it say what the server waited for. */
    private static Report report(String last) {
        try {
            return Report.of(JSON.readTree(last));
        } catch (JsonProcessingException e) {
            throw new Problem(
                            ExitCode.FAILED,
                            "the server's report is not readable",
                            "Its last line is: " + last,
                            "Run the proof again. If the AMI is older than this release of qis-aws, build a new one.")
                    .causedBy(e);
        }
    }

    private static RuntimeException absent(Environment environment, String why) {
        return new Problem(
                        ExitCode.FAILED,
                        "the copy of " + environment.name() + " does not exist yet",
                        "There is " + why + ".",
                        "Run the restore again with the same time, which continues.")
                .asException();
    }

    private static RuntimeException noServer(Environment environment, String component) {
        return new Problem(
                        ExitCode.FAILED,
                        "no server can prove the copy",
                        environment.name() + " has no running server of " + component + ".",
                        "Wait until a server runs, then run qis-aws restore " + environment.name()
                                + " --prove. To switch without a proof, use --unproven.")
                .asException();
    }

    private static RuntimeException unable(Environment environment) {
        return new Problem(
                        ExitCode.USAGE,
                        "copies of " + environment.name() + " cannot be proven",
                        "QIS runs in containers there, so no server has the command that proves copies.",
                        "Check the copy yourself, then switch with --unproven.")
                .asException();
    }

    private static RuntimeException notWhole(Environment environment, String server, Ended ended) {
        String why = ended.errors().isBlank() ? ended.output() : ended.errors();
        return new Problem(
                        ExitCode.FAILED,
                        "the copy is not proven",
                        server + " says: " + why.strip(),
                        ended.lacksCommand()
                                ? "The AMI of the server is older than qis-copy. Replace the server with a newer AMI, or"
                                        + " switch with --unproven."
                                : "The site still uses its own data. Remove the copy with qis-aws restore "
                                        + environment.name() + " --remove, and restore from another snapshot.")
                .asException();
    }
}
