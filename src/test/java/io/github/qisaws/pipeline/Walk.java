package io.github.qisaws.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stages of one environment: the first is applied anew, each further one over the one before.
 *
 * @param stages names of files in the folder of the stages
 */
record Walk(List<String> stages) {
    private static final Path FOLDER = Path.of("src/test/resources/io/github/qisaws/pipeline/transitions");

    /** The walks of the list, in its order. */
    static Stream<Walk> all() {
        return read("walks.txt").lines().filter(line -> !line.startsWith("#")).map(Walk::of);
    }

    /** A walk whose stages are separated by spaces. */
    static Walk of(String stages) {
        return new Walk(List.of(stages.split(" ")));
    }

    String first() {
        return stages.get(0);
    }

    List<String> further() {
        return stages.subList(1, stages.size());
    }

    /** The environment file of a stage. */
    static String file(String stage) {
        return read("base.yaml") + read(stage + ".yaml");
    }

    private static String read(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.join(" ", stages);
    }
}
