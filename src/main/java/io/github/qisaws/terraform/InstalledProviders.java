package io.github.qisaws.terraform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads which providers are installed in a folder. */
public final class InstalledProviders {
    private InstalledProviders() {}

    /**
     * Version and {@code h1:} hash of the installed package by source address, for example {@code 6.48.0 h1:…}; only the
     * version if the package is not installed.
     *
     * @param cacheFolder qis-aws's cache on this machine, in which hashes of unchanged files are kept
     */
    public static SortedMap<String, String> of(Path directory, EngineBinary engine, Path cacheFolder)
            throws IOException {
        ProviderCheck check = new ProviderCheck(cacheFolder);
        SortedMap<String, String> providers = new TreeMap<>();
        for (LockFile.Entry entry : new LockFile(directory).entries()) {
            Path folder = Installed.folder(directory, engine, entry);
            providers.put(entry.source(), entry.version() + (Files.isDirectory(folder) ? " " + check.h1(folder) : ""));
        }
        return providers;
    }
}
