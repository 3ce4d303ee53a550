package io.github.qisaws.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A program to run, complete: what is not named here does not reach it.
 *
 * @param argv the program and its arguments, never through a shell
 * @param environment the whole environment of the child; nothing is inherited beside it
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

    /** A command without input, whose output is thrown away and that may run for ever. */
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

    /** The program's name without its folder, for messages. */
    public String name() {
        Path file = Path.of(argv.get(0)).getFileName();
        return file == null ? argv.get(0) : file.toString();
    }

    /** Where the two output streams go; both are always drained. */
    public record Streams(ByteSink out, ByteSink err) {
        static final Streams DISCARD = new Streams(Sinks.discard(), Sinks.discard());

        public Streams {
            Objects.requireNonNull(out);
            Objects.requireNonNull(err);
        }
    }
}
