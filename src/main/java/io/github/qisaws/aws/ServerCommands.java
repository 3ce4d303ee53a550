package io.github.qisaws.aws;

import java.time.Duration;

/** Shell scripts on servers of one account and region; an interface so that tests need no account. */
public interface ServerCommands {
    /**
     * Runs a shell script on a server as root, waits for its end, and returns its result, whatever the exit code.
     *
     * @param instance EC2 instance ID of the server
     * @param script for {@code sh}. A retry of the request can run it twice, so it must tolerate that. AWS logs it, so it
     *     must not contain secrets
     * @throws io.github.qisaws.problem.ProblemException if the script did not run to its end: the server is not managed by
     *     Systems Manager, the script took too long, it was canceled, or a permission is missing
     */
    Ended run(String instance, Script script);

    /**
     * A shell script.
     *
     * @param name what it does, for messages, such as {@code start of the import}
     * @param effect what it changes, in the form of {@link io.github.qisaws.problem.Effects}; empty if it changes nothing
     * @param text at most a few thousand characters, without double braces, which Systems Manager replaces
     * @param longest time after which Systems Manager kills it
     */
    record Script(String name, String effect, String text, Duration longest) {
        /** The commands of the image are in a folder that the agent of Systems Manager need not have on its path. */
        private static final String PATH = "PATH=\"$PATH:/usr/local/bin\"; export PATH\n";

        /** A script that uses a command of the image, such as {@code qis-import}. */
        public static Script ofImage(String name, String effect, String text, Duration longest) {
            return new Script(name, effect, PATH + text, longest);
        }
    }

    /**
     * The result of a script that ran to its end.
     *
     * @param output at most the first 24,000 characters
     * @param errors at most the first 8,000 characters of the error output
     */
    record Ended(int exitCode, String output, String errors) {
        private static final int NOT_FOUND = 127;

        public boolean isSuccessful() {
            return exitCode == 0;
        }

        /** Whether the server lacks the last command of the script, because its image is older. */
        public boolean lacksCommand() {
            return exitCode == NOT_FOUND;
        }

        /** The last line of the output, which is the report of the image's commands. */
        public String lastLine() {
            return output.strip().lines().reduce("", (before, line) -> line);
        }
    }
}
