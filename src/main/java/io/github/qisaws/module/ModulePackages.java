package io.github.qisaws.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The committed modules as reproducible archives, for users who do not use the git repository. */
public final class ModulePackages {
    /** The checksums' file name, as sha256sum --check reads it. */
    public static final String CHECKSUMS = "SHA256SUMS";

    private static final List<String> ALONG = List.of("CHANGELOG.md");

    private ModulePackages() {}

    /**
     * Writes an archive for each module, its files at the top.
     *
     * @param modules the modules folder
     * @param output created if missing
     * @return the files that were written
     */
    public static List<Path> write(Path modules, Path output) {
        try {
            Files.createDirectories(output);
            SortedMap<String, byte[]> archives = archives(modules);
            StringBuilder sums = new StringBuilder();
            for (var archive : archives.entrySet()) {
                Files.write(output.resolve(archive.getKey()), archive.getValue());
                sums.append(sha256(archive.getValue()))
                        .append("  ")
                        .append(archive.getKey())
                        .append('\n');
            }
            Files.writeString(output.resolve(CHECKSUMS), sums);
            return Stream.concat(archives.keySet().stream(), Stream.of(CHECKSUMS))
                    .map(output::resolve)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedMap<String, byte[]> archives(Path modules) throws IOException {
        SortedMap<String, byte[]> archives = new TreeMap<>();
        for (var contract : Modules.contracts()) {
            SortedMap<String, byte[]> files = files(modules.resolve(contract.name()));
            for (String name : ALONG) {
                files.put(name, Files.readAllBytes(modules.resolve(name)));
            }
            archives.put("qis-aws-" + contract.name() + "-" + ModuleFiles.VERSION + ".tar.gz", Archive.tarGz(files));
        }
        return archives;
    }

    /** Files of a module, without files that Terraform created in its folder. */
    private static SortedMap<String, byte[]> files(Path module) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(module)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = module.relativize(path).toString().replace('\\', '/');
                if (!name.contains(".terraform") && !name.contains(".tfstate")) {
                    files.put(name, Files.readAllBytes(path));
                }
            }
        }
        return files;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Whether the changelog has a section for the current version of the modules. */
    static boolean isLogged(Path modules) {
        Path log = modules.resolve(ALONG.get(0));
        try {
            return Files.isRegularFile(log)
                    && Files.readString(log, StandardCharsets.UTF_8)
                            .lines()
                            .anyMatch(line -> line.startsWith("## " + ModuleFiles.VERSION));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
