package io.github.qisaws.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All resource types about which qis-aws has facts. */
public final class Catalogue {
    private static final String FILE = "resource-types.yaml";
    private static final Pattern POSITION = Pattern.compile("\\[[0-9]+]");

    /** Providers whose own name is not the prefix of their types. */
    private static final Map<String, String> PROVIDERS = Map.of(
            "google", "Google",
            "azurerm", "Azure",
            "azuread", "Microsoft Entra",
            "kubernetes", "Kubernetes",
            "helm", "Helm",
            "github", "GitHub",
            "gitlab", "GitLab",
            "cloudflare", "Cloudflare",
            "datadog", "Datadog");

    /** The committed catalogue. */
    public static final Catalogue OURS = committed();

    private final Map<String, AttributeMeaning> names;
    private final Set<String> protectingSettings;
    private final Map<String, ResourceType> types;

    /**
     * A catalogue of these types.
     *
     * @param names meanings of attributes by their names, for paths without an entry of their own
     * @param protectingSettings names of settings that protect as long as they are on
     */
    Catalogue(Map<String, AttributeMeaning> names, Set<String> protectingSettings, Map<String, ResourceType> types) {
        this.names = Map.copyOf(names);
        this.protectingSettings = Set.copyOf(protectingSettings);
        this.types = Map.copyOf(types);
    }

    public Collection<ResourceType> types() {
        return types.values();
    }

    public Map<String, AttributeMeaning> names() {
        return names;
    }

    /** Names of settings, in lower case, that protect as long as they are on. */
    public Set<String> protectingSettings() {
        return protectingSettings;
    }

    public Optional<ResourceType> find(String type) {
        return Optional.ofNullable(types.get(type));
    }

    /** The type in plain words; for a type without a row, made from its name. */
    public String words(String type) {
        return find(type).map(ResourceType::words).orElseGet(() -> spelled(type));
    }

    /** A type without a row: its name, with its provider's own name in front unless it is the AWS provider. */
    private static String spelled(String type) {
        String provider = type.replaceFirst("_.*", "");
        String rest =
                type.substring(Math.min(type.length(), provider.length() + 1)).replace('_', ' ');
        if (type.startsWith(ResourceType.AWS)) {
            return rest;
        }
        return (PROVIDERS.getOrDefault(provider, provider) + " " + rest).strip();
    }

    /** What is lost with a resource of this type; empty if it holds no data, or if the type has no row. */
    public Optional<String> loss(String type) {
        return find(type).flatMap(ResourceType::data);
    }

    /** What is lost with a resource of this type that has these values, by attribute path. */
    public Optional<String> loss(String type, UnaryOperator<String> values) {
        return find(type).filter(row -> !row.isEmpty(values)).flatMap(ResourceType::data);
    }

    public Optional<DeploymentPart> part(String type) {
        return find(type).flatMap(ResourceType::part);
    }

    public Optional<ImportRule> imported(String type) {
        return find(type).flatMap(ResourceType::imported);
    }

    /** Whether the row of the type has an attribute of this meaning. */
    public boolean watches(String type, AttributeMeaning meaning) {
        return find(type).filter(row -> row.watches(meaning)).isPresent();
    }

    /** The meaning of an attribute of a type: by its path, else by its name. A list position in the path does not matter. */
    public AttributeMeaning meaning(String type, String path) {
        String plain = withoutPositions(path);
        return find(type).flatMap(row -> row.meaning(plain)).orElseGet(() -> byName(plain));
    }

    private AttributeMeaning byName(String plain) {
        return names.getOrDefault(plain.substring(plain.lastIndexOf('.') + 1), AttributeMeaning.NONE);
    }

    /** The names of attributes that have this meaning in every type. */
    public Set<String> names(AttributeMeaning meaning) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue() == meaning)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The path of an attribute as the catalogue spells it: {@code rule.priority} of {@code rule[2].priority}. */
    public static String withoutPositions(String path) {
        return path.indexOf('[') < 0 ? path : POSITION.matcher(path).replaceAll("");
    }

    private static Catalogue committed() {
        try (InputStream stream = Catalogue.class.getResourceAsStream(FILE)) {
            return CatalogueReader.read(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
