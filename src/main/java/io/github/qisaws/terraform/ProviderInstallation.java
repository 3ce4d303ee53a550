package io.github.qisaws.terraform;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the provider comes from.
 *
 * @param told one line for people
 * @param environment what the engine must be told for it
 * @param tried each place that was looked at without success; empty where one was found
 * @param offered versions that the source has for this platform; empty: unknown before init asks
 * @param registry the registry that lists the versions of an unknown offer, if the source is a registry
 */
public record ProviderInstallation(
        Kind kind,
        String told,
        Map<String, String> environment,
        List<String> tried,
        List<Version> offered,
        Optional<URI> registry) {
    static final String DATA_DIRS = "/usr/local/share:/usr/share";
    private static final String FROM = "provider from ";
    private static final String CONFIG = "TF_CLI_CONFIG_FILE";
    private static final String PLUGIN_CACHE = "TF_PLUGIN_CACHE_DIR";

    public ProviderInstallation {
        environment = Map.copyOf(environment);
        tried = List.copyOf(tried);
        offered = List.copyOf(offered);
    }

    /** The kinds, in the order in which they are looked for. */
    public enum Kind {
        OWN_CONFIGURATION,
        MIRROR,
        IMPLIED_MIRROR,
        REGISTRY
    }

    static ProviderInstallation own(Path file, Optional<URI> registry) {
        return new ProviderInstallation(
                Kind.OWN_CONFIGURATION,
                "provider as " + file + " says",
                Map.of(CONFIG, file.toString()),
                List.of(),
                List.of(),
                registry);
    }

    static ProviderInstallation implied(Path folder, Optional<Path> configuration, List<Version> offered) {
        return new ProviderInstallation(
                Kind.IMPLIED_MIRROR, FROM + folder, environment(configuration), List.of(), offered, Optional.empty());
    }

    static ProviderInstallation mirror(
            Path folder, Path view, Optional<Path> configuration, Map<String, String> ours, List<Version> offered) {
        Map<String, String> environment = environment(configuration);
        String others = ours.getOrDefault("XDG_DATA_DIRS", "");
        environment.put("XDG_DATA_DIRS", view + ":" + (others.isBlank() ? DATA_DIRS : others));
        return new ProviderInstallation(Kind.MIRROR, FROM + folder, environment, List.of(), offered, Optional.empty());
    }

    /** One copy on this machine for all environments: the person's own cache folder, or else ours. */
    static ProviderInstallation registry(
            List<String> tried,
            Optional<Path> configuration,
            Path pluginCache,
            Map<String, String> ours,
            Optional<URI> registry) {
        Map<String, String> environment = environment(configuration);
        environment.put(PLUGIN_CACHE, ours.getOrDefault(PLUGIN_CACHE, pluginCache.toString()));
        return new ProviderInstallation(Kind.REGISTRY, FROM + "the registry", environment, tried, List.of(), registry);
    }

    private static Map<String, String> environment(Optional<Path> configuration) {
        Map<String, String> environment = new TreeMap<>();
        configuration.ifPresent(file -> environment.put(CONFIG, file.toString()));
        return environment;
    }

    /** The source, as an object of "from". */
    public String source() {
        return told.startsWith(FROM)
                ? told.substring(FROM.length())
                : "the provider_installation in " + environment.getOrDefault(CONFIG, "the configuration");
    }

    /** The folder that several inits must not fill at once, if there is one. */
    Optional<Path> pluginCache() {
        return kind == Kind.REGISTRY ? Optional.of(Path.of(environment.get(PLUGIN_CACHE))) : Optional.empty();
    }
}
