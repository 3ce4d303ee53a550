package io.github.qisaws.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Checks whether a folder has only one configuration of the AWS provider. */
final class SingleProvider {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SingleProvider() {}

    /**
     * Whether there is only one configuration; false for HCL files, which are not parsed, an alias, or several blocks.
     */
    static boolean in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".tf") || name.endsWith(".tofu") || (name.endsWith(".tf.json") && !single(file))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean single(Path file) throws IOException {
        JsonNode providers = JSON.readTree(Files.readAllBytes(file)).path("provider");
        JsonNode aws = providers.path("aws");
        boolean onlyAws = providers.size() == (aws.isMissingNode() ? 0 : 1);
        return onlyAws && single(aws);
    }

    private static boolean single(JsonNode aws) {
        if (aws.isArray()) {
            return aws.size() <= 1 && (aws.isEmpty() || single(aws.get(0)));
        }
        return !aws.has("alias");
    }
}
