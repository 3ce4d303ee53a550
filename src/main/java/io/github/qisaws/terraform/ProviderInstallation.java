package io.github.qisaws.terraform;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The source of the AWS provider.
 *
 * @param told description for messages
 * @param environment environment variables with which Terraform uses the source
 * @param tried the places that were searched without success; empty if a place was found
 * @param offered versions of the source for this platform; empty: unknown before init
 * @param registry the registry that can list the versions, if the source is a registry
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

    /** Kinds of sources, in order of precedence. */
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

    /** The registry with a plugin cache for all environments: the user's cache folder, otherwise that of qis-aws. */
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

    /** The source, in words that can follow "from". */
    public String source() {
        return told.startsWith(FROM)
                ? told.substring(FROM.length())
                : "the provider_installation in " + environment.getOrDefault(CONFIG, "the configuration");
    }

    /** The plugin cache, which does not support several inits at the same time; empty if it is not used. */
    Optional<Path> pluginCache() {
        return kind == Kind.REGISTRY ? Optional.of(Path.of(environment.get(PLUGIN_CACHE))) : Optional.empty();
    }
}
