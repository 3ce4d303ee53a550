package io.github.qisaws.terraform;

import io.github.qisaws.process.UserCache;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Selects the source from which {@code init} installs the AWS provider.
 * <p>In this order: Terraform's CLI configuration, a given mirror, implied mirror folders, a mirror that is installed
 * on the machine, the registry. A mirror is passed as an additional implied mirror folder (a view in the cache folder,
 * listed in {@code XDG_DATA_DIRS}). The user's CLI configuration, which can contain credentials for HCP Terraform, is
 * therefore neither copied nor replaced. For OpenTofu, the view has the name of OpenTofu's registry.
 */
public final class ProviderSource {
    public static final String VARIABLE = "QIS_AWS_PROVIDER_MIRROR";

    /** Folders in which additional software is usually installed. */
    private static final List<String> ADD_ONS = List.of(
            "opt", "usr/local", "usr/local/share", "usr/local/lib", "usr/share", "usr/lib", "srv", "var/lib", "mnt");

    private final EngineBinary engine;
    private final Map<String, String> ours;
    private final Path cache;
    private final Path root;

    /**
     * The sources of one machine.
     *
     * @param ours environment variables of this process, before {@link ChildEnvironment} removes any
     */
    public ProviderSource(EngineBinary engine, Map<String, String> ours, Path cacheFolder) {
        this(engine, ours, cacheFolder, Path.of("/"));
    }

    ProviderSource(EngineBinary engine, Map<String, String> ours, Path cacheFolder, Path root) {
        this.engine = engine;
        this.ours = Map.copyOf(ours);
        this.cache = cacheFolder;
        this.root = root;
    }

    /**
     * Finds the first existing source.
     *
     * @param option a folder with {@code registry.terraform.io}; empty: not given
     * @param directory the environment's folder, which may have {@code terraform.d/plugins}
     * @throws io.github.qisaws.problem.ProblemException if the given mirror does not contain the provider
     */
    public ProviderInstallation resolve(Optional<String> option, Path directory) {
        List<String> tried = new ArrayList<>();
        CliConfiguration configuration = CliConfiguration.find(engine, ours);
        if (configuration.choosesProviders()) {
            return ProviderInstallation.own(
                    configuration.file().orElseThrow(),
                    configuration.onlyDirect() ? configuration.registry(engine) : Optional.empty());
        }
        tried.add(configuration.told());
        Optional<String> given =
                option.or(() -> Optional.ofNullable(ours.get(VARIABLE))).filter(text -> !text.isBlank());
        if (given.isPresent()) {
            Mirror mirror = new Mirror(Path.of(given.get()).toAbsolutePath(), engine).required();
            return mirror(mirror, configuration, directory);
        }
        tried.add("a given mirror: --provider-mirror and " + VARIABLE + " are not set");
        for (Path implied : implied(directory)) {
            if (new Mirror(implied, engine).holdsOwnName()) {
                return ProviderInstallation.implied(implied, configuration.file(), offeredBesides(directory));
            }
            tried.add("implied mirror folder: " + implied);
        }
        Optional<Mirror> baked = baked();
        if (baked.isPresent()) {
            return mirror(baked.get(), configuration, directory);
        }
        tried.add("a folder with registry.terraform.io one level below " + String.join(", ", places()));
        tried.add("the registry, " + engine.kind().registry());
        ProviderInstallation registry = ProviderInstallation.registry(
                tried, configuration.file(), cache.resolve("plugin-cache"), ours, configuration.registry(engine));
        // Terraform fails if this folder does not exist.
        registry.pluginCache().ifPresent(folder -> folder.toFile().mkdirs());
        return registry;
    }

    private ProviderInstallation mirror(Mirror mirror, CliConfiguration configuration, Path directory) {
        Path view = mirror.view(cache.resolve("mirrors"));
        List<Version> offered = new ArrayList<>(mirror.versions());
        offered.addAll(offeredBesides(directory));
        return ProviderInstallation.mirror(mirror.folder(), view, configuration.file(), ours, offered);
    }

    /** Versions in the implied mirror folders, all of which Terraform searches. */
    private List<Version> offeredBesides(Path directory) {
        return implied(directory).stream()
                .map(folder -> new Mirror(folder, engine))
                .filter(Mirror::holdsOwnName)
                .flatMap(mirror -> mirror.versions().stream())
                .toList();
    }

    private List<Path> implied(Path directory) {
        Path home = UserCache.home(ours);
        List<Path> folders = new ArrayList<>(
                List.of(directory.resolve("terraform.d/plugins"), home.resolve(".terraform.d/plugins")));
        if (engine.kind() == EngineBinary.Kind.OPENTOFU) {
            folders.add(data(home, "opentofu"));
        }
        // OpenTofu uses Terraform's name for all folders except the user's (1.12: cmd/tofu/provider_source.go).
        folders.add(data(home, "terraform"));
        String shared = ours.getOrDefault("XDG_DATA_DIRS", "");
        for (String folder :
                (shared.isBlank() ? ProviderInstallation.DATA_DIRS : shared).split(File.pathSeparator, -1)) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder).resolve("terraform").resolve("plugins"));
            }
        }
        return folders;
    }

    private Path data(Path home, String program) {
        String own = ours.getOrDefault("XDG_DATA_HOME", "");
        Path base = own.isBlank() ? home.resolve(".local/share") : Path.of(own);
        return base.resolve(program).resolve("plugins");
    }

    private Optional<Mirror> baked() {
        return places().stream()
                .flatMap(place -> children(place).stream())
                .map(folder -> new Mirror(folder, engine))
                .filter(Mirror::holds)
                .findFirst();
    }

    private List<String> places() {
        return ADD_ONS.stream().map(place -> root.resolve(place).toString()).toList();
    }

    private static List<Path> children(String place) {
        Predicate<Path> holdsRegistry =
                folder -> Files.isDirectory(folder.resolve(EngineBinary.Kind.TERRAFORM.registry()))
                        || Files.isDirectory(folder.resolve(EngineBinary.Kind.OPENTOFU.registry()));
        try (Stream<Path> folders = Files.list(Path.of(place))) {
            return folders.filter(holdsRegistry).sorted().toList();
        } catch (java.io.IOException e) {
            // The folder does not exist or is not readable, so it has no mirror.
            return List.of();
        }
    }
}
