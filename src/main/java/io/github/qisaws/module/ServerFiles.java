package io.github.qisaws.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The server scripts in this program's resources, whether it runs from a jar or from folders. */
final class ServerFiles {
    private static final String ROOT = "/io/github/qisaws/server";

    /** A file that exists only in the main resources; the test resources have a folder of the same name. */
    private static final String ANCHOR = ROOT + "/install/install.sh";

    private ServerFiles() {}

    /** Every file with its bytes, by its path below {@code server/}. */
    static SortedMap<String, byte[]> all() {
        try {
            URI uri = Objects.requireNonNull(ServerFiles.class.getResource(ANCHOR), ANCHOR)
                    .toURI();
            if (!"jar".equals(uri.getScheme())) {
                return below(Path.of(uri).getParent().getParent());
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return below(jar.getPath(ROOT));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One text file. */
    static String text(String path) {
        byte[] content = Objects.requireNonNull(all().get(path), path);
        return new String(content, StandardCharsets.UTF_8);
    }

    private static SortedMap<String, byte[]> below(Path root) throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(root)) {
            paths = found.filter(Files::isRegularFile).toList();
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Path path : paths) {
            String name = root.relativize(path).toString().replace('\\', '/');
            // Python creates these files when tests run the scripts in place.
            if (!name.endsWith(".pyc")) {
                files.put(name, Files.readAllBytes(path));
            }
        }
        return files;
    }
}
