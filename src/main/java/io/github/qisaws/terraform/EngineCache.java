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

/** Remembers which engine a file is, as long as the file has not changed; losing it costs only one question. */
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
            // Not there, not ours, or half written by an older release: ask again.
            return Optional.empty();
        }
    }

    void put(EngineBinary engine) {
        try {
            if (Files.size(engine.executable()) < SMALLEST_PROGRAM) {
                // A wrapper script can lead to another version tomorrow without changing itself.
                return;
            }
            ObjectNode kept = JSON.createObjectNode();
            kept.put("stamp", Digest.stamp(engine.executable()));
            kept.put("kind", engine.kind().name());
            kept.put("version", engine.version().text());
            kept.put("platform", engine.platform());
            AtomicFiles.write(file(engine.executable()), JSON.writeValueAsString(kept));
        } catch (IOException e) {
            // A cache that cannot be written is no reason to fail.
            return;
        }
    }

    private Path file(Path program) {
        return folder.resolve(Digest.sha256(program.toString().getBytes(StandardCharsets.UTF_8)) + ".json");
    }
}
