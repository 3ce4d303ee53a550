package io.github.qisaws.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The provider versions that init has chosen, as its lock file names them. */
final class ProviderVersions {
    private static final String LOCK_FILE = ".terraform.lock.hcl";
    private static final Pattern PROVIDER =
            Pattern.compile("^provider \"([^\"]+)\" \\{\\s+version\\s+= \"([^\"]+)\"", Pattern.MULTILINE);

    private ProviderVersions() {}

    /** Version by source address; empty when nothing was locked. */
    static SortedMap<String, String> of(Path folder) {
        SortedMap<String, String> versions = new TreeMap<>();
        Path file = folder.resolve(LOCK_FILE);
        if (Files.isRegularFile(file)) {
            Matcher matcher = PROVIDER.matcher(Folders.read(file));
            while (matcher.find()) {
                versions.put(matcher.group(1), matcher.group(2));
            }
        }
        return versions;
    }
}
