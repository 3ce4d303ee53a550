package io.github.qisaws.workspace;

import io.github.qisaws.terraform.LockFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the provider versions that init has selected from the lock file. */
public final class ProviderVersions {
    private ProviderVersions() {}

    /** Version by source address of the provider; empty if there is no lock file. */
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
