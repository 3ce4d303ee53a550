package io.github.qisaws.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.CodedOutputStream;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Writes plan files as Terraform does: with a mode and a copy of the configuration. */
public final class PlanFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The values of {@code ui_mode} in {@code planfile.proto}. */
    private static final Map<Mode, Integer> NUMBERS = Map.of(Mode.NORMAL, 0, Mode.DESTROY, 1, Mode.REFRESH_ONLY, 2);

    private static final String RECORDING = "recording";

    private PlanFiles() {}

    /**
     * Writes a plan of the configuration in a folder.
     *
     * @param recording a name that {@link #recording} returns again
     */
    public static void write(Path file, Path folder, Mode mode, String recording) {
        try {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            entries.put("tfplan", plan(mode));
            entries.put(RECORDING, recording.getBytes(StandardCharsets.UTF_8));
            Map<String, String> modules = modules(folder);
            entries.put(
                    "tfconfig/modules.json",
                    JSON.writeValueAsBytes(modules.entrySet().stream()
                            .map(each -> Map.of("Key", each.getKey(), "Dir", each.getValue()))
                            .toList()));
            for (var module : modules.entrySet()) {
                for (Path loaded : loaded(folder.resolve(module.getValue()))) {
                    entries.put(
                            "tfconfig/m-" + module.getKey() + "/" + loaded.getFileName(), Files.readAllBytes(loaded));
                }
            }
            write(file, entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a ZIP archive. */
    public static void write(Path file, Map<String, byte[]> entries) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }

    public static byte[] plan(Mode mode) throws IOException {
        return plan(NUMBERS.get(mode));
    }

    /** The message of a plan: format version 3, a resource change, and the mode. */
    public static byte[] plan(int mode) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream plan = CodedOutputStream.newInstance(bytes);
        plan.writeUInt64(1, 3);
        plan.writeByteArray(3, "a resource change".getBytes(StandardCharsets.UTF_8));
        // Terraform leaves out the default value.
        if (mode != 0) {
            plan.writeEnum(17, mode);
        }
        plan.flush();
        return bytes.toByteArray();
    }

    /** The name with which a plan was written. */
    public static String recording(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(RECORDING)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> modules(Path folder) throws IOException {
        Map<String, String> modules = new LinkedHashMap<>(Map.of("", "."));
        Path main = folder.resolve("main.tf.json");
        JsonNode calls = Files.exists(main) ? JSON.readTree(main.toFile()).path("module") : JSON.createObjectNode();
        calls.properties()
                .forEach(call -> modules.put(
                        call.getKey(), call.getValue().path("source").asText()));
        return modules;
    }

    private static List<Path> loaded(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*/[^.][^/]*\\.(tf|tofu)(\\.json)?"))
                    .sorted()
                    .toList();
        }
    }
}
