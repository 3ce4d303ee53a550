package io.github.qisaws.migration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.architecture.MigrationComponent;
import java.util.Optional;

/**
 * What the server loads: names its parts by their checksums, so that its own checksum identifies the whole move.
 *
 * @param text the JSON text
 */
record Manifest(String text) {
    static final String KEY = MigrationComponent.PREFIX + "manifest.json";
    static final String LIST_KEY = MigrationComponent.PREFIX + "images.tsv";
    static final String FILES = MigrationComponent.PREFIX + "files/";

    private static final int FORMAT = 1;

    static Manifest of(Optional<Dump> database, Optional<ImageList> images) {
        ObjectNode manifest = new ObjectMapper().createObjectNode().put("format", FORMAT);
        database.ifPresent(dump ->
                manifest.putObject("database").put("sha256", dump.sha256()).put("bytes", dump.bytes()));
        images.ifPresent(list -> manifest.putObject("images")
                .put("list_sha256", Hashing.sha256(list.text()))
                .put("count", list.lines().size())
                .put("bytes", list.bytes()));
        return new Manifest(manifest.toString());
    }

    /** The key of a file with this checksum. */
    static String key(String sha256) {
        return FILES + sha256;
    }

    String sha256() {
        return Hashing.sha256(text);
    }
}
