package io.github.qisaws.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A way to make the deployment less secure, and how to plant it in a module's JSON or in a plan. */
record Defect(String name, String module, String resource, List<String> edits) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path FILE = Path.of("src/test/resources/scan/defects.txt");

    static List<Defect> read() {
        try {
            return Files.readAllLines(FILE).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 4))
                    .map(cells -> new Defect(cells[0], cells[1], cells[2], List.of(cells[3].split("; "))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The resource's body in a module's file. */
    ObjectNode bodyIn(JsonNode module) {
        String[] address = resource.split("\\.", -1);
        return (ObjectNode) module.path("resource").path(address[0]).path(address[1]);
    }

    /** Changes the body; a block may be an object, as in a module, or a list, as in a plan. */
    void plant(ObjectNode body) {
        for (String edit : edits) {
            String[] parts = edit.split("=", 2);
            String[] path = parts[0].split("/", -1);
            JsonNode parent = body;
            for (int i = 0; i < path.length - 1; i++) {
                JsonNode child = parent.path(path[i]);
                parent = child.isArray() ? child.path(0) : child;
            }
            set((ObjectNode) parent, path[path.length - 1], parts[1]);
        }
    }

    private static void set(ObjectNode parent, String name, String json) {
        if (json.equals("-")) {
            parent.remove(name);
            return;
        }
        try {
            parent.set(name, JSON.readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
