package io.github.qisaws.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The resources of the refreshed state that tell what was changed outside Terraform: those that share lists with other
 * resources, and the tainted ones. The rest of the state is not kept, because it is as large as the plan.
 */
final class StateResources {
    private final List<JsonNode> sharing = new ArrayList<>();
    private final Set<String> tainted = new HashSet<>();
    private final Set<String> managed = new HashSet<>();

    /** Reads {@code prior_state}, with the resources of all modules. */
    void read(JsonParser parser, ObjectMapper json) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean list = value == JsonToken.START_ARRAY;
            if (field.equals("resources") && list) {
                resources(parser, json);
            } else if (field.equals("child_modules") && list) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    read(parser, json);
                }
            } else if (field.equals("values") || field.equals("root_module")) {
                read(parser, json);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void resources(JsonParser parser, ObjectMapper json) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode resource = json.readTree(parser);
            boolean isManaged = !resource.path("mode").asText().equals("data");
            if (isManaged) {
                managed.add(resource.path("address").asText());
            }
            if (isManaged && Ownership.concerns(resource.path("type").asText())) {
                sharing.add(resource);
            }
            if (isManaged && resource.path("tainted").asBoolean()) {
                tainted.add(resource.path("address").asText());
            }
        }
    }

    /** Parts of these resources that no resource in the state owns. */
    Foreign foreign() {
        return Foreign.among(sharing);
    }

    /** How many managed resources are not among these changes. */
    int countWithout(List<Change> changes) {
        Set<String> rest = new HashSet<>(managed);
        changes.forEach(change -> rest.remove(change.address().text()));
        return rest.size();
    }

    boolean isTainted(String address) {
        return tainted.contains(address);
    }
}
