package io.github.qisaws.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A resource's address, such as {@code module.data-server.aws_ebs_volume.database["a"]}.
 *
 * @param text exactly as Terraform writes it
 * @param modules names of the modules around it, outermost first, without their keys
 * @param resource type and name, or data, type and name, without key
 * @param key the instance's key with its brackets; empty when there is none
 */
public record Address(String text, List<String> modules, String resource, String key) {
    private static final String MODULE = "module";

    public Address {
        modules = List.copyOf(modules);
    }

    /** Takes an address apart; dots and brackets inside quoted keys are part of the key. */
    public static Address parse(String text) {
        List<String> parts = split(text);
        List<String> modules = new ArrayList<>();
        int next = 0;
        while (next + 1 < parts.size() && parts.get(next).equals(MODULE)) {
            modules.add(withoutKey(parts.get(next + 1)));
            next += 2;
        }
        String last = String.join(".", parts.subList(next, parts.size()));
        String resource = withoutKey(last);
        return new Address(text, modules, resource, last.substring(resource.length()));
    }

    /** The name of the outermost module; empty for a resource of the root module. */
    public String component() {
        return modules.isEmpty() ? "" : modules.get(0);
    }

    /** The address inside the outermost module, without keys, as a contract names its resources. */
    public String insideComponent() {
        StringBuilder inside = new StringBuilder();
        for (int index = 1; index < modules.size(); index++) {
            inside.append(MODULE).append('.').append(modules.get(index)).append('.');
        }
        return inside.append(resource).toString();
    }

    /** The resource's own name, without type, and with its key. */
    public String shortName() {
        return resource.substring(resource.lastIndexOf('.') + 1) + key;
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (quoted && character == '\\') {
                index++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (character == '.' && !quoted) {
                parts.add(text.substring(start, index));
                start = index + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static String withoutKey(String part) {
        int bracket = part.indexOf('[');
        return bracket < 0 ? part : part.substring(0, bracket);
    }
}
