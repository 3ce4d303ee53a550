package io.github.qisaws.migration;

import io.github.qisaws.aws.ServerCommands;
import io.github.qisaws.aws.ServerCommands.Ended;
import io.github.qisaws.aws.ServerCommands.Script;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.time.Duration;

/**
 * The command qis-import on a server.
 *
 * @param instance EC2 instance ID of the server
 */
record ImportServer(ServerCommands commands, String instance, String bucket, Manifest manifest) {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** The check reads the dump and the list. */
    private static final Duration LONGEST_CHECK = Duration.ofMinutes(30);
    /** Each wait in the role of a web server has a limit of 15 minutes. */
    private static final Duration LONGEST_RESTART = Duration.ofMinutes(30);

    /** Starts or continues the import, or finds that it is done. */
    ImportStatus start(String options) {
        return run("start of the import", "started the import on " + instance, "start " + what() + options, LONGEST);
    }

    ImportStatus status() {
        return run("state of the import", "", "status", LONGEST);
    }

    /** What an import would do; the server changes nothing. */
    ImportStatus check() {
        return run("check of the import", "", "check " + what(), LONGEST_CHECK);
    }

    private String what() {
        return "s3://" + bucket + "/" + Manifest.KEY + " " + manifest.sha256();
    }

    private ImportStatus run(String name, String effect, String arguments, Duration longest) {
        Ended ended = commands.run(instance, Script.ofImage(name, effect, "qis-import " + arguments, longest));
        if (ended.lacksCommand()) {
            throw new Problem(
                            ExitCode.FAILED,
                            "the server " + instance + " has no command qis-import",
                            "Its image is older than this version of qis-aws.",
                            "Build a new image (qis-aws image build ENV), replace the server, then rerun.")
                    .asException();
        }
        return ImportStatus.parse(ended.output()).orElseThrow(() -> unexpected(name, ended));
    }

    private ProblemException unexpected(String name, Ended ended) {
        return new Problem(
                        ExitCode.FAILED,
                        name + " failed on the server " + instance,
                        "The command qis-import ended with exit code " + ended.exitCode() + ": " + last(ended) + ".",
                        "Read the journal of the server (Session Manager, journalctl), then rerun.")
                .asException();
    }

    private static String last(Ended ended) {
        String text = (ended.output() + "\n" + ended.errors()).strip();
        return text.isEmpty() ? "no output" : text.substring(Math.max(0, text.length() - 1000));
    }

    /**
     * Starts QIS again on a web server that runs with the old database or key: once for each import, so that a second run
     * changes nothing.
     *
     * @param server EC2 instance ID of the web server
     * @param mark identifies what QIS must have been started with
     * @return whether it was started again
     */
    boolean restart(String server, String mark) {
        String marker = "/run/qis/import-" + mark;
        Ended ended = commands.run(
                server,
                Script.ofImage(
                        "restart of QIS",
                        "restarted QIS on " + server,
                        "if [ -e " + marker + " ]; then echo before; exit 0; fi\n"
                                + "systemctl stop qis-web.service && systemctl restart qis-role.service || {\n"
                                + "  cat /run/qis/role-failed; exit 1; }\n"
                                + "mkdir -p /run/qis && touch " + marker + "\n",
                        LONGEST_RESTART));
        if (!ended.isSuccessful()) {
            throw new Problem(
                            ExitCode.FAILED,
                            "QIS did not start again on the web server " + server,
                            last(ended),
                            "Run qis-health on the server (Session Manager), correct the cause, then rerun. The import"
                                    + " itself is complete.")
                    .asException();
        }
        return !ended.output().strip().equals("before");
    }
}
