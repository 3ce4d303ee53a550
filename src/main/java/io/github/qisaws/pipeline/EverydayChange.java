package io.github.qisaws.pipeline;

import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.workspace.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A change of an environment file that changes every resource in place and replaces the servers of a group: one more tag. */
final class EverydayChange {
    static final String TAG = "qis-smoke";

    private EverydayChange() {}

    /**
     * Does something while the file has the change; then the file is as before.
     *
     * @param folder of the environment
     */
    static <T> T during(Path folder, Effects effects, Supplier<T> work) {
        Path file = folder.resolve(EnvironmentFile.NAME);
        String before = read(file);
        Folders.write(file, changed(before), effects);
        try {
            return work.get();
        } finally {
            Folders.write(file, before, effects);
        }
    }

    /** The file with the tag, without its comments. */
    static String changed(String text) {
        Map<Object, Object> keys = map(new Load(LoadSettings.builder().build()).loadFromString(text));
        Map<Object, Object> tags = map(keys.getOrDefault("tags", Map.of()));
        tags.put(TAG, "changed");
        keys.put("tags", tags);
        return new Dump(DumpSettings.builder().build()).dumpToString(keys);
    }

    private static Map<Object, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : new LinkedHashMap<>();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
