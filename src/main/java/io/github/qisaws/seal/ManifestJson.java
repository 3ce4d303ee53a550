package io.github.qisaws.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads and writes the manifest as JSON with a checksum, which detects manual edits. */
final class ManifestJson {
    private static final int VERSION = 3;
    private static final String CHECKSUM = "checksum";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ManifestJson() {}

    static String write(Manifest manifest) {
        ObjectNode root = tree(manifest);
        root.put(CHECKSUM, Hash.of(root.toString()));
        return root.toPrettyString() + "\n";
    }

    /** Reads a manifest; throws if it is not exactly what {@code write} writes. */
    static Manifest read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (!root.isObject() || root.path("version").asInt() != VERSION) {
                throw modified("version: this qis-aws supports only version " + VERSION + " of the manifest");
            }
            String checksum = root.path(CHECKSUM).asText();
            ((ObjectNode) root).remove(CHECKSUM);
            Manifest manifest = manifest(root);
            if (!Hash.of(tree(manifest).toString()).equals(checksum)
                    || !tree(manifest).equals(root)) {
                throw modified("checksum: the manifest was edited after planning");
            }
            return manifest;
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw modified("manifest: cannot be parsed");
        }
    }

    private static ObjectNode tree(Manifest manifest) {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION);
        ObjectNode source = root.putObject("source")
                .put("commit", manifest.source().commit())
                .put("dirty", manifest.source().dirty())
                .put("synthesized", manifest.source().synthesized());
        ObjectNode inputs = source.putObject("inputs");
        manifest.source().inputs().forEach(inputs::put);
        root.putObject("target")
                .put("environment", manifest.target().environment())
                .put("account", manifest.target().account())
                .put("region", manifest.target().region())
                .put("lineage", manifest.target().lineage())
                .put("serial", Long.toString(manifest.target().serial()))
                .put("mode", manifest.target().mode());
        ObjectNode engine = root.putObject("engine")
                .put("name", manifest.engine().name())
                .put("version", manifest.engine().version());
        ObjectNode providers = engine.putObject("providers");
        manifest.engine().providers().forEach(providers::put);
        root.putObject("maker")
                .put("who", manifest.maker().who())
                .put("made", manifest.maker().made().toString())
                .put("expires", manifest.maker().expires().toString());
        ObjectNode files = root.putObject("files");
        manifest.files().forEach(files::put);
        return root;
    }

    private static Manifest manifest(JsonNode root) {
        JsonNode source = root.path("source");
        JsonNode target = root.path("target");
        JsonNode engine = root.path("engine");
        JsonNode maker = root.path("maker");
        return new Manifest(
                new Manifest.Source(
                        text(source, "commit"),
                        source.path("dirty").asBoolean(),
                        map(source.path("inputs")),
                        text(source, "synthesized")),
                new Manifest.Target(
                        text(target, "environment"),
                        text(target, "account"),
                        text(target, "region"),
                        text(target, "lineage"),
                        Long.parseLong(text(target, "serial")),
                        text(target, "mode")),
                new Manifest.Engine(text(engine, "name"), text(engine, "version"), map(engine.path("providers"))),
                new Manifest.Maker(
                        text(maker, "who"), Instant.parse(text(maker, "made")), Instant.parse(text(maker, "expires"))),
                files(root.path("files")));
    }

    /** The files' checksums; throws if a name contains a path, because no file outside the folder can be meant. */
    private static SortedMap<String, String> files(JsonNode node) {
        SortedMap<String, String> files = map(node);
        for (String name : files.keySet()) {
            if (name.isBlank() || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
                throw new IllegalArgumentException("not a plain file name: " + name);
            }
        }
        return files;
    }

    private static SortedMap<String, String> map(JsonNode node) {
        SortedMap<String, String> map = new TreeMap<>();
        node.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    private static ProblemException modified(String why) {
        return new Problem(
                        ExitCode.STALE_PLAN,
                        "saved plan is stale or was modified",
                        why,
                        "Run qis-aws plan for the environment and review the new plan.")
                .asException();
    }
}
