package io.github.qisaws.terraform;

import io.github.qisaws.process.UserCache;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Terraform's CLI configuration file, if there is one.
 *
 * @param file the file to pass to Terraform
 * @param choosesProviders whether the file has a {@code provider_installation} block
 * @param told description for messages
 * @param text the file's content without comments; empty if there is no file
 */
record CliConfiguration(Optional<Path> file, boolean choosesProviders, String told, String text) {
    private static final Pattern INSTALLATION =
            Pattern.compile("(?m)^\\s*\"?provider_installation\"?\\s*[:=]?\\s*[\\[{]");
    private static final Pattern DIRECT = Pattern.compile("\\bdirect\"?\\s*[:=]?\\s*[\\[{]");
    private static final Pattern MIRROR = Pattern.compile("\\b(filesystem|network|oci)_mirror\\b|\\bdev_overrides\\b");
    private static final Pattern OVERRIDES = Pattern.compile("\\bdev_overrides\\b");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(#|//).*$");
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final List<String> VARIABLES = List.of("TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG");

    /** The file that Terraform would read; a variable with a missing file is ignored. */
    static CliConfiguration find(EngineBinary engine, Map<String, String> ours) {
        List<String> looked = new ArrayList<>();
        for (String variable : VARIABLES) {
            String value = ours.getOrDefault(variable, "");
            if (!value.isBlank() && Files.isRegularFile(Path.of(value))) {
                Path file = Path.of(value).toAbsolutePath();
                String text = text(file);
                return new CliConfiguration(
                        Optional.of(file), chooses(text), file + " (" + variable + ")" + SILENT, text);
            }
            if (!value.isBlank()) {
                looked.add(variable + " names " + value + ", which does not exist");
            }
        }
        for (Path file : usual(engine, ours)) {
            if (Files.isRegularFile(file)) {
                // Terraform reads this file by default, so it is passed only if it selects the provider source.
                String text = text(file);
                boolean chooses = chooses(text);
                return new CliConfiguration(
                        chooses ? Optional.of(file) : Optional.empty(), chooses, file + SILENT, text);
            }
            looked.add(file + " does not exist");
        }
        return new CliConfiguration(
                Optional.empty(), false, "Terraform's CLI configuration: " + String.join(", ", looked), "");
    }

    /**
     * The first CLI configuration file of either engine with {@code dev_overrides}. Besides one file, an engine reads
     * each {@code *.tfrc} and {@code *.tfrc.json} in its configuration folder, unless a variable names the file
     * (Terraform: {@code internal/command/cliconfig/cliconfig.go}).
     */
    static Optional<Path> overriding(Map<String, String> ours) {
        List<Path> files = new ArrayList<>();
        VARIABLES.stream()
                .map(variable -> ours.getOrDefault(variable, ""))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .forEach(files::add);
        Path home = UserCache.home(ours);
        for (String name : List.of(".terraformrc", ".tofurc", ".config/opentofu/tofurc")) {
            files.add(home.resolve(name));
        }
        for (String folder : List.of(".terraform.d", ".config/opentofu")) {
            files.addAll(additional(home.resolve(folder)));
        }
        return files.stream()
                .filter(Files::isRegularFile)
                .filter(file -> OVERRIDES.matcher(unescaped(text(file))).find())
                .findFirst();
    }

    private static List<Path> additional(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(".tfrc") || file.toString().endsWith(".tfrc.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            // The folder does not exist, or Terraform cannot read it either.
            return List.of();
        }
    }

    /** The text with JSON's escapes of four hexadecimal digits replaced, because a key can be written with them. */
    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
    }

    private static final String SILENT = " has no provider_installation";

    /** Whether its {@code provider_installation} uses only the registry. */
    boolean onlyDirect() {
        return DIRECT.matcher(text).find() && !MIRROR.matcher(text).find();
    }

    /**
     * The provider registry that Terraform uses: from the file's {@code host} block, otherwise the public one. Empty
     * if the block has no valid URL.
     */
    Optional<URI> registry(EngineBinary engine) {
        String host = engine.kind().registry();
        URI usual = URI.create("https://" + host + "/v1/providers/");
        // A block in HCL, or an object in JSON.
        Matcher named = Pattern.compile(
                        "\\bhost\"?\\s*:?\\s*\\{?\\s*\"" + Pattern.quote(host)
                                + "\"\\s*:?\\s*\\{\\s*\"?services\"?\\s*[:=]?\\s*\\{[^}]*\"providers\\.v1\"\\s*[:=]\\s*\"([^\"]*)\"")
                .matcher(text);
        if (!named.find()) {
            return Optional.of(usual);
        }
        try {
            return Optional.of(usual.resolve(named.group(1)))
                    .filter(uri -> uri.getHost() != null
                            && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            // Terraform itself reports the error.
            return Optional.empty();
        }
    }

    private static List<Path> usual(EngineBinary engine, Map<String, String> ours) {
        Path home = UserCache.home(ours);
        Path terraform = home.resolve(".terraformrc");
        return engine.kind() == EngineBinary.Kind.TERRAFORM
                ? List.of(terraform)
                : List.of(home.resolve(".tofurc"), home.resolve(".config/opentofu/tofurc"), terraform);
    }

    private static boolean chooses(String text) {
        return INSTALLATION.matcher(text).find();
    }

    private static String text(Path file) {
        try {
            return COMMENT.matcher(Files.readString(file)).replaceAll("");
        } catch (IOException e) {
            // Terraform itself reports that the file cannot be read.
            return "";
        }
    }
}
