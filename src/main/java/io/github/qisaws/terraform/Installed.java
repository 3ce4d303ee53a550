package io.github.qisaws.terraform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code init} has installed in a folder: the providers that the lock file names. */
final class Installed {
    private static final Pattern PROVIDER =
            Pattern.compile("provider \"([^\"]+)\" \\{\\s*version\\s*=\\s*\"([^\"]+)\"([^}]*)\\}");

    private Installed() {}

    /** The first provider that is locked but not there (a link into a cache that was emptied, for example). */
    static Optional<String> missing(Path directory, Engine engine) throws IOException {
        Path lock = directory.resolve(InitGate.LOCK_FILE);
        if (!Files.exists(lock)) {
            return Optional.empty();
        }
        Matcher matcher = PROVIDER.matcher(Files.readString(lock));
        while (matcher.find()) {
            if (!Files.isDirectory(folder(directory, engine, matcher.group(1), matcher.group(2)))) {
                return Optional.of("the provider " + matcher.group(1) + " " + matcher.group(2) + " is not there");
            }
        }
        return Optional.empty();
    }

    /** The folder of the AWS provider and what the lock file says of it. */
    static Optional<Locked> aws(Path directory, Engine engine) throws IOException {
        Path lock = directory.resolve(InitGate.LOCK_FILE);
        Matcher matcher = PROVIDER.matcher(Files.exists(lock) ? Files.readString(lock) : "");
        while (matcher.find()) {
            if (matcher.group(1).equals(engine.awsProvider())) {
                Path folder = folder(directory, engine, matcher.group(1), matcher.group(2));
                return Optional.of(new Locked(folder, matcher.group(3))).filter(found -> Files.isDirectory(folder));
            }
        }
        return Optional.empty();
    }

    record Locked(Path folder, String hashes) {}

    private static Path folder(Path directory, Engine engine, String source, String version) {
        return directory
                .resolve(".terraform/providers")
                .resolve(source)
                .resolve(version)
                .resolve(engine.platform());
    }
}
