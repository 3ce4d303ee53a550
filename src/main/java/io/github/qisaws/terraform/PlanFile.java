package io.github.qisaws.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a plan file itself says about its plan: the mode, and the configuration from which it was made.
 *
 * <p>The file is a ZIP archive. The entry {@code tfplan} is a message of {@code planfile.proto} (Terraform: {@code
 * internal/plans/planproto}, OpenTofu: {@code internal/plans/internal/planproto}). Below {@code tfconfig} is a copy of
 * each loaded configuration file ({@code internal/plans/planfile/config_snapshot.go}). {@code terraform show -json}
 * prints neither.
 *
 * @param modules the loaded modules, with the root module
 */
public record PlanFile(Mode mode, List<Module> modules) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLAN = "tfplan";
    private static final String MANIFEST = "tfconfig/modules.json";
    private static final String FOLDER = "tfconfig/m-";

    /** Number of the field {@code ui_mode} in {@code planfile.proto}, and its values in their order. */
    private static final int UI_MODE = 17;

    private static final List<Mode> MODES = List.of(Mode.NORMAL, Mode.DESTROY, Mode.REFRESH_ONLY);

    /** Limit of one configuration file, in bytes; the largest of ours has 100 kB. */
    private static final int LARGEST = 64 << 20;

    public PlanFile {
        modules = List.copyOf(modules);
    }

    /**
     * A module of the configuration.
     *
     * @param key its address without {@code module.}; empty for the root module
     * @param folder relative to the folder in which Terraform ran
     * @param files SHA-256 in hexadecimal of each loaded file, by name
     */
    public record Module(String key, String folder, SortedMap<String, String> files) {
        public Module {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        }
    }

    /**
     * Reads a plan file.
     *
     * @throws IOException if it cannot be read, or is not exactly what Terraform or OpenTofu writes
     */
    public static PlanFile read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Map<String, ZipEntry> entries = entries(zip);
            Mode mode;
            try (InputStream plan = zip.getInputStream(required(entries, PLAN))) {
                mode = mode(CodedInputStream.newInstance(plan));
            }
            return new PlanFile(mode, modules(zip, entries));
        } catch (IllegalArgumentException e) {
            throw new IOException("not a plan file: " + e.getMessage(), e);
        }
    }

    /** The entries by name. Two entries of one name are refused, because two readers could choose differently. */
    private static Map<String, ZipEntry> entries(ZipFile zip) throws IOException {
        Map<String, ZipEntry> entries = new HashMap<>();
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            if (entries.put(entry.getName(), entry) != null) {
                throw new IOException("not a plan file: it contains " + entry.getName() + " twice");
            }
        }
        return entries;
    }

    private static ZipEntry required(Map<String, ZipEntry> entries, String name) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new IOException("not a plan file: it lacks " + name);
        }
        return entry;
    }

    private static Mode mode(CodedInputStream plan) throws IOException {
        plan.setSizeLimit(Integer.MAX_VALUE);
        int number = 0;
        for (int tag = plan.readTag(); tag != 0; tag = plan.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == UI_MODE) {
                number = plan.readEnum();
            } else {
                plan.skipField(tag);
            }
        }
        if (number < 0 || number >= MODES.size()) {
            throw new IOException("not a plan file: mode " + number + " is not known");
        }
        return MODES.get(number);
    }

    private static List<Module> modules(ZipFile zip, Map<String, ZipEntry> entries) throws IOException {
        List<Module> modules = new ArrayList<>();
        JsonNode manifest = JSON.readTree(content(zip, required(entries, MANIFEST)));
        Map<String, SortedMap<String, String>> files = new HashMap<>();
        for (JsonNode each : manifest) {
            String key = each.path("Key").asText();
            if (files.put(key, new TreeMap<>()) != null) {
                throw new IOException("not a plan file: it lists module " + key + " twice");
            }
        }
        for (ZipEntry entry : entries.values()) {
            if (entry.getName().startsWith("tfconfig/") && !entry.getName().equals(MANIFEST)) {
                add(files, entry.getName(), Digest.sha256(content(zip, entry)));
            }
        }
        manifest.forEach(each -> {
            String key = each.path("Key").asText();
            modules.add(new Module(key, each.path("Dir").asText(), files.get(key)));
        });
        return modules;
    }

    private static void add(Map<String, SortedMap<String, String>> modules, String entry, String hash)
            throws IOException {
        int slash = entry.lastIndexOf('/');
        String key = slash < FOLDER.length() ? "" : entry.substring(FOLDER.length(), slash);
        if (!entry.startsWith(FOLDER) || slash < FOLDER.length() || !modules.containsKey(key)) {
            throw new IOException("not a plan file: " + entry + " belongs to no module");
        }
        modules.get(key).put(entry.substring(slash + 1), hash);
    }

    private static byte[] content(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream stream = zip.getInputStream(entry)) {
            byte[] content = stream.readNBytes(LARGEST);
            if (content.length == LARGEST) {
                throw new IOException("not a plan file: " + entry.getName() + " is larger than 64 MiB");
            }
            return content;
        }
    }
}
