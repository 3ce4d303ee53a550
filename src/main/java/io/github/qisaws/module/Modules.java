package io.github.qisaws.module;

import io.github.qisaws.architecture.Contract;
import io.github.qisaws.module.ModuleSynthesizer.Synthesized;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Generates {@code modules/}, and checks that the committed files are current. */
public final class Modules {
    private static final List<ModuleDefinition> DEFINITIONS = List.of(
            new NetworkModule(),
            new ExistingNetworkModule(),
            new FirewallModule(),
            new LoadBalancerModule(),
            new EdgeModule(),
            new EdgeGlobalModule(),
            new DataServerModule(),
            new WebTierModule(),
            new DatabaseModule(),
            new ImageStoreModule(),
            new CacheModule(),
            new ContainerHostModule(),
            new ContainersModule(),
            new BackupModule(),
            new MonitoringModule(),
            new OutsideModule(),
            new MigrationModule(),
            new RemoteStateModule(),
            new ImageModule());

    private Modules() {}

    /** The contracts of the generated modules. */
    public static List<Contract> contracts() {
        return DEFINITIONS.stream().map(ModuleDefinition::contract).toList();
    }

    /** Every generated file with its content, by path below the modules folder. Starts CDKTF: takes seconds. */
    public static SortedMap<String, String> generate() {
        SortedMap<String, String> files = new TreeMap<>();
        for (Synthesized module : ModuleSynthesizer.synthesize(DEFINITIONS)) {
            String folder = module.definition().contract().name() + "/";
            ModuleFiles.of(module).forEach((path, content) -> files.put(folder + path, content));
        }
        return files;
    }

    /**
     * Writes the files whose content differs.
     *
     * @return the paths of those that were written
     */
    public static List<String> write(Path folder, SortedMap<String, String> files) {
        List<String> written = different(folder, files);
        for (String path : written) {
            try {
                Path file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                Files.write(file, bytes(path, files.get(path)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return written;
    }

    /** Paths of generated files that are missing or outdated in the folder. */
    public static List<String> different(Path folder, SortedMap<String, String> files) {
        List<String> different = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            try {
                if (!Files.isRegularFile(path)
                        || !Arrays.equals(Files.readAllBytes(path), bytes(file.getKey(), file.getValue()))) {
                    different.add(file.getKey());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return different;
    }

    /** Records the addresses of new resources; returns whether there were any. */
    public static boolean noteAddresses(Path folder, SortedMap<String, String> files) {
        String text = Addresses.noted(folder).textWith(Addresses.of(files));
        Path file = folder.resolve(Addresses.FILE);
        try {
            if (Files.isRegularFile(file) && Files.readString(file).equals(text)) {
                return false;
            }
            Files.writeString(file, text);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Recorded addresses that were removed without a moved or removed block, one sentence each. */
    public static List<String> lost(Path folder, SortedMap<String, String> files) {
        return Addresses.noted(folder).lostIn(files);
    }

    /** Breaking or undocumented changes for existing users of a module, one sentence each. */
    public static List<String> broken(Path folder, SortedMap<String, String> files) {
        Addresses noted = Addresses.noted(folder);
        List<String> broken = new ArrayList<>(noted.lostIn(files));
        if (!noted.textWith(Addresses.of(files)).equals(noted.textWith(noted))) {
            broken.add(Addresses.FILE + " is not current: addresses or instance counts of resources are missing");
        }
        if (!ModulePackages.isLogged(folder)) {
            broken.add("CHANGELOG.md has no section for version " + ModuleFiles.VERSION);
        }
        return broken;
    }

    private static byte[] bytes(String path, String content) {
        boolean binary = path.endsWith(".gz") || path.endsWith(".zip");
        return content.getBytes(binary ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
}
