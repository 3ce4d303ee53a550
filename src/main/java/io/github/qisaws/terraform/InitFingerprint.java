package io.github.qisaws.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A hash of everything on which {@code init} depends: the {@code terraform} blocks, provider names, and module sources
 * of a folder and its local modules, the lock file, the Terraform version, and the arguments of init.
 * <p>Only these parts of a JSON file are included, so that a new resource needs no init. HCL files are included
 * completely.
 */
final class InitFingerprint {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder facts = new StringBuilder();

    static String of(Path directory, EngineBinary engine, Verb.Init init, ProviderInstallation installation)
            throws IOException {
        InitFingerprint fingerprint = new InitFingerprint();
        fingerprint.facts.append(engine.executable()).append('|').append(engine).append('\n');
        fingerprint.facts.append(init.backendConfig()).append('\n');
        fingerprint
                .facts
                .append(new java.util.TreeMap<>(installation.environment()))
                .append('\n');
        fingerprint.walk(directory);
        Path lock = directory.resolve(LockFile.NAME);
        fingerprint.facts.append(Files.exists(lock) ? Digest.sha256(Files.readAllBytes(lock)) : "no lock");
        return Digest.sha256(fingerprint.facts.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void walk(Path directory) throws IOException {
        Deque<Path> open = new ArrayDeque<>(List.of(directory.normalize()));
        Set<Path> seen = new TreeSet<>(open);
        while (!open.isEmpty()) {
            Path folder = open.removeFirst();
            for (Path file : configuration(folder)) {
                facts.append(directory.relativize(file)).append('\n');
                for (String source : add(file)) {
                    Path module = folder.resolve(source).normalize();
                    if (Files.isDirectory(module) && seen.add(module)) {
                        open.addLast(module);
                    }
                }
            }
        }
    }

    /** Adds a file to the hash; returns the sources of its local modules. */
    private List<String> add(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!file.toString().endsWith(".json")) {
            facts.append(Digest.sha256(bytes)).append('\n');
            return List.of();
        }
        JsonNode json = JSON.readTree(bytes);
        facts.append(json.path("terraform")).append('\n');
        facts.append(new TreeSet<>(names(json.path("provider")))).append('\n');
        Stream.of("resource", "data", "ephemeral").forEach(kind -> facts.append(providers(json.path(kind))));
        return modules(json.path("module"));
    }

    private List<String> modules(JsonNode modules) {
        List<String> local = new java.util.ArrayList<>();
        for (String name : new TreeSet<>(names(modules))) {
            JsonNode module = modules.path(name);
            String source = module.path("source").asText("");
            facts.append(name)
                    .append('=')
                    .append(source)
                    .append('@')
                    .append(module.path("version"))
                    .append('\n');
            if (source.startsWith("./") || source.startsWith("../")) {
                local.add(source);
            }
        }
        return local;
    }

    /** Provider names of resources: the first word of each type. */
    private static Set<String> providers(JsonNode resources) {
        Set<String> providers = new TreeSet<>();
        names(resources).forEach(type -> providers.add(type.split("_", 2)[0]));
        return providers;
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    private static List<Path> configuration(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tf.json")
                            || file.toString().endsWith(".tf")
                            || file.toString().endsWith(".tofu"))
                    .sorted()
                    .toList();
        }
    }
}
