package io.github.qisaws.terraform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks an installed provider against the lock file, as Terraform does at each start, but reads an unchanged file
 * only once. Unchanged means the same size, times (including the change time, which no program can set), inode, and
 * device.
 */
final class ProviderCheck {
    private final Path verified;

    ProviderCheck(Path cacheFolder) {
        this.verified = cacheFolder.resolve("verified-providers");
    }

    /** The provider's program, if it is installed and matches the lock file. */
    Optional<Path> program(Path directory, EngineBinary engine) throws IOException {
        Optional<Installed.Locked> locked = Installed.aws(directory, engine);
        if (locked.isEmpty() || !isLocked(locked.get())) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(locked.get().folder().toRealPath())) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("terraform-provider-aws"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    private boolean isLocked(Installed.Locked locked) throws IOException {
        return locked.hashes().contains("\"" + h1(locked.folder()) + "\"");
    }

    /** The hash of an unpacked provider, as in a lock file. */
    String h1(Path folder) throws IOException {
        String stamp = stamp(folder);
        Path kept = verified.resolve(Digest.sha256(stamp.getBytes(StandardCharsets.UTF_8)));
        String h1 = Files.exists(kept) ? Files.readString(kept) : "";
        if (!h1.startsWith("h1:")) {
            h1 = Digest.h1(folder);
            // The hash is valid only if the files did not change while they were read.
            if (stamp(folder).equals(stamp)) {
                AtomicFiles.write(kept, h1);
            }
        }
        return h1;
    }

    private static String stamp(Path folder) throws IOException {
        List<String> stamps = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.toRealPath())) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                stamps.add(Digest.stamp(file));
            }
        }
        return String.join("\n", stamps);
    }
}
