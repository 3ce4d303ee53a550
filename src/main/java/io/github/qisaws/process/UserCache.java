package io.github.qisaws.process;

import java.nio.file.Path;
import java.util.Map;

/** The cache folder, which can be deleted at any time: {@code $XDG_CACHE_HOME/qis-aws} or {@code ~/.cache/qis-aws}. */
public final class UserCache {
    private UserCache() {}

    public static Path folder(Map<String, String> environment) {
        String base = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path folder = base.isBlank() || !Path.of(base).isAbsolute()
                ? home(environment).resolve(".cache")
                : Path.of(base);
        return folder.resolve("qis-aws");
    }

    public static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isBlank() ? System.getProperty("user.home") : home);
    }
}
