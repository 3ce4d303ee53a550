package io.github.qisaws.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A resource address, such as {@code module.data-server.aws_ebs_volume.database["a"]}.
 *
 * @param text exactly as Terraform writes it
 * @param modules names of the modules that contain it, outermost first, without instance keys
 * @param resource type and name, with {@code data} in front for a data source, without instance key
 * @param key the instance's key with its brackets; empty without a key, and for {@code [0]} if a plan has no other
 *     instance
 */
public record Address(String text, List<String> modules, String resource, String key) {
    private static final String MODULE = "module";

    public Address {
        modules = List.copyOf(modules);
    }

    /** Splits an address into its parts; dots and brackets inside quoted keys belong to the key. */
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

    /** The complete address without any instance key, as the configuration has it. */
    public String withoutKeys() {
        return modules.stream().map(name -> MODULE + "." + name + ".").collect(Collectors.joining()) + resource;
    }

    /** The resource's type; empty if the text is no resource address. */
    public String type() {
        int end = resource.lastIndexOf('.');
        return end < 0 ? "" : resource.substring(resource.lastIndexOf('.', end - 1) + 1, end);
    }

    /** The resource's own name, without type and key. */
    public String name() {
        return resource.substring(resource.lastIndexOf('.') + 1);
    }

    /** The complete address without the instance's key: the address of all instances. */
    String withoutKey() {
        return text.substring(0, text.length() - key.length());
    }

    /** The same address with no key to show, for the only instance of a resource with {@code count}. */
    Address alone() {
        return new Address(text, modules, resource, "");
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
