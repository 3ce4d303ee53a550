package io.github.qisaws.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A program to run, with everything that it gets from this process.
 *
 * @param argv the program and its arguments; no shell is involved
 * @param environment all environment variables of the child process; none are inherited
 */
public record Command(
        List<String> argv,
        Path directory,
        Map<String, String> environment,
        StandardInput input,
        Streams streams,
        Limits limits) {

    public Command {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        Objects.requireNonNull(directory);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(input);
        Objects.requireNonNull(streams);
        Objects.requireNonNull(limits);
    }

    /** A command without input and time limit, whose output is discarded. */
    public static Command of(Path directory, Map<String, String> environment, List<String> argv) {
        return new Command(argv, directory, environment, StandardInput.none(), Streams.DISCARD, Limits.NONE);
    }

    public Command withInput(StandardInput newInput) {
        return new Command(argv, directory, environment, newInput, streams, limits);
    }

    public Command withStreams(ByteSink out, ByteSink err) {
        return new Command(argv, directory, environment, input, new Streams(out, err), limits);
    }

    public Command withLimits(Limits newLimits) {
        return new Command(argv, directory, environment, input, streams, newLimits);
    }

    /** The program's file name, for messages. */
    public String name() {
        Path file = Path.of(argv.get(0)).getFileName();
        return file == null ? argv.get(0) : file.toString();
    }

    /** Receivers of the two output streams; both streams are always read to their end. */
    public record Streams(ByteSink out, ByteSink err) {
        static final Streams DISCARD = new Streams(Sinks.discard(), Sinks.discard());

        public Streams {
            Objects.requireNonNull(out);
            Objects.requireNonNull(err);
        }
    }
}
