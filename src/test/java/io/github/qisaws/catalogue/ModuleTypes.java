package io.github.qisaws.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The resources of the committed modules. */
final class ModuleTypes {
    private static final Path MODULES = Path.of("modules");

    private ModuleTypes() {}

    /** The resource types that any module uses. */
    static Set<String> all() throws IOException {
        Set<String> types = new TreeSet<>();
        try (Stream<Path> modules = Files.list(MODULES)) {
            for (Path module : modules.filter(Files::isDirectory).toList()) {
                resources(module.getFileName().toString()).fieldNames().forEachRemaining(types::add);
            }
        }
        return types;
    }

    /** The rows of those of the AWS provider. */
    static List<ResourceType> rows() throws IOException {
        return all().stream()
                .filter(type -> type.startsWith(ResourceType.AWS))
                .flatMap(type -> Catalogue.OURS.find(type).stream())
                .toList();
    }

    /**
     * Whether a module has a resource.
     *
     * @param resource type and name, such as {@code aws_vpc.this}
     */
    static boolean has(String module, String resource) throws IOException {
        String[] parts = resource.split("\\.", 2);
        return resources(module).path(parts[0]).has(parts[1]);
    }

    private static JsonNode resources(String module) throws IOException {
        Path file = MODULES.resolve(module).resolve("main.tf.json");
        return Files.exists(file)
                ? new ObjectMapper().readTree(file.toFile()).path("resource")
                : MissingNode.getInstance();
    }
}
