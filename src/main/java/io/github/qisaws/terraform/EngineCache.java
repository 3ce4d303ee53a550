package io.github.qisaws.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Caches the version of a Terraform program until its file changes. Without the cache, the program is asked again. */
final class EngineCache {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final long SMALLEST_PROGRAM = 1024 * 1024;

    private final Path folder;

    EngineCache(Path folder) {
        this.folder = folder;
    }

    Optional<EngineBinary> get(Path program) {
        try {
            JsonNode kept = JSON.readTree(Files.readString(file(program)));
            if (!kept.path("stamp").asText().equals(Digest.stamp(program))) {
                return Optional.empty();
            }
            EngineBinary.Kind kind =
                    EngineBinary.Kind.valueOf(kept.path("kind").asText().toUpperCase(Locale.ROOT));
            return Version.parse(kept.path("version").asText())
                    .map(version -> new EngineBinary(
                            program, kind, version, kept.path("platform").asText()));
        } catch (IOException | IllegalArgumentException e) {
            // The entry is missing or invalid, so the program is asked again.
            return Optional.empty();
        }
    }

    void put(EngineBinary engine) {
        try {
            if (Files.size(engine.executable()) < SMALLEST_PROGRAM) {
                // A wrapper script can start another version later without being changed.
                return;
            }
            ObjectNode kept = JSON.createObjectNode();
            kept.put("stamp", Digest.stamp(engine.executable()));
            kept.put("kind", engine.kind().name());
            kept.put("version", engine.version().text());
            kept.put("platform", engine.platform());
            AtomicFiles.write(file(engine.executable()), JSON.writeValueAsString(kept));
        } catch (IOException e) {
            // The command also works without the cache.
            return;
        }
    }

    private Path file(Path program) {
        return folder.resolve(Digest.sha256(program.toString().getBytes(StandardCharsets.UTF_8)) + ".json");
    }
}
