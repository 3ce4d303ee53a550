package io.github.qisaws;

import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.PlanReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Plans that real engines made against the emulator; see the README beside them. */
public final class Recordings {
    public static final Path FOLDER = Path.of("src/test/resources/plans");

    private Recordings() {}

    public static Plan plan(String name) {
        return PlanReader.read(file(name));
    }

    public static Path file(String name) {
        return FOLDER.resolve(name + ".json");
    }

    /** The recorded destroy of an environment whose protection is off, as a name of {@link #file}. */
    public static String unprotectedDestroy() {
        try {
            Path copy = Files.createTempFile("unprotected-destroy", ".json");
            copy.toFile().deleteOnExit();
            Files.writeString(
                    copy,
                    Files.readString(file("terraform-1.11-destroy"))
                            .replaceAll("(\"enable_deletion_protection\": ?)true", "$1false"));
            return copy.toString().replaceFirst("[.]json$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every recording's name. */
    public static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
