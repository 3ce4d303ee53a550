package io.github.qisaws.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.architecture.Call;
import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.plan.Address;
import io.github.qisaws.plan.Ignored;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads {@code ignore_changes} from the generated modules, because plans do not contain it. */
public final class IgnoredChanges implements Ignored {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, JsonNode> modules = new HashMap<>();

    public IgnoredChanges(Project project, Deployment deployment) {
        for (Call call : deployment.calls()) {
            Path file = project.modules().resolve(call.contract().name()).resolve("main.tf.json");
            modules.put(call.name(), Files.isRegularFile(file) ? tree(Folders.read(file)) : JSON.createObjectNode());
        }
    }

    @Override
    public Set<String> attributes(Address resource) {
        JsonNode node = modules.getOrDefault(resource.component(), JSON.createObjectNode())
                .path("resource");
        for (String part : resource.resource().split("\\.", -1)) {
            node = node.path(part);
        }
        Set<String> names = new HashSet<>();
        node.at("/lifecycle/ignore_changes").forEach(name -> names.add(name.asText()));
        return names;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // Terraform has already read this file. Without it, an ignored attribute is reported as drift.
            return JSON.createObjectNode();
        }
    }
}
