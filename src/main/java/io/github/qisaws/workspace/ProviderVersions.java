package io.github.qisaws.workspace;

import io.github.qisaws.terraform.LockFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The provider versions that init has chosen, as its lock file names them. */
public final class ProviderVersions {
    private ProviderVersions() {}

    /** Version by source address; empty when nothing was locked. */
    public static SortedMap<String, String> of(Path folder) {
        SortedMap<String, String> versions = new TreeMap<>();
        try {
            new LockFile(folder).entries().forEach(entry -> versions.put(entry.source(), entry.version()));
            return versions;
        } catch (IOException e) {
            throw Folders.cannot("read " + folder.resolve(LockFile.NAME), e);
        }
    }
}
