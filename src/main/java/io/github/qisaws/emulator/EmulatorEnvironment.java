package io.github.qisaws.emulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The environment variables, override file, and argument with which Terraform uses an emulator instead of AWS. */
public final class EmulatorEnvironment {
    /** Argument of {@code init}: an emulator without DNS names needs path-style S3 requests. */
    public static final String BACKEND_CONFIG = "use_path_style=true";

    /** Name of the override file in the scratch folder. */
    public static final String OVERRIDE_FILE = "emulator_override.tf.json";

    /**
     * Variable with the emulator's URL. {@code AWS_ENDPOINT_URL} alone does not identify an emulator, because it can
     * also be a private AWS endpoint.
     */
    public static final String MARK = "QIS_AWS_EMULATOR_URL";

    /** AWS settings of the user that do not select an endpoint or account. */
    private static final Set<String> HARMLESS = Set.of("AWS_CA_BUNDLE", "AWS_PAGER");

    private EmulatorEnvironment() {}

    /**
     * Provider settings for an emulator. An unsupported call fails within seconds instead of being retried for minutes.
     * A lost connection, as on a busy machine, is retried.
     */
    public static final Map<String, Object> PROVIDER =
            new TreeMap<>(Map.of("max_retries", 3, "s3_use_path_style", true));

    /** The provider settings as a Terraform override file. */
    public static String overrideFile() {
        return new ObjectMapper()
                .valueToTree(Map.of("provider", Map.of("aws", PROVIDER)))
                .toPrettyString();
    }

    static Map<String, String> over(Map<String, String> environment, URI endpoint, String region) {
        Map<String, String> child = new TreeMap<>(environment);
        child.keySet().removeIf(name -> name.startsWith("AWS_") && !HARMLESS.contains(name));
        child.put("AWS_ENDPOINT_URL", endpoint.toString());
        child.put("AWS_ACCESS_KEY_ID", "emulator");
        child.put("AWS_SECRET_ACCESS_KEY", "emulator");
        child.put("AWS_REGION", region);
        child.put("AWS_DEFAULT_REGION", region);
        child.put("AWS_EC2_METADATA_DISABLED", "true");
        child.put("AWS_CONFIG_FILE", "/dev/null");
        child.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        Map<String, String> led = throughFront(child, endpoint);
        led.put(MARK, led.get("AWS_ENDPOINT_URL"));
        return led;
    }

    /**
     * Sends the provider's S3 Control calls to an emulator through an HTTP proxy setting. These calls use a host name
     * with the account ({@code 123456789012.127.0.0.1}), which cannot be resolved (AWS provider 6.23 and later,
     * hashicorp/terraform-provider-aws#45292). Nothing else uses this proxy: NO_PROXY contains the emulator's host,
     * and registries use HTTPS.
     *
     * @param environment environment variables of a child process
     * @param endpoint URL of an emulator that accepts proxy requests
     */
    public static Map<String, String> throughFront(Map<String, String> environment, URI endpoint) {
        Map<String, String> child = new TreeMap<>(environment);
        String front = endpoint.toString();
        if ("http".equals(endpoint.getScheme()) && "localhost".equals(endpoint.getHost())) {
            // NO_PROXY with "localhost" also excludes the accounts' host names below it; with an IP address it does
            // not.
            front = front.replaceFirst("localhost", "127.0.0.1");
            child.put("AWS_ENDPOINT_URL", front);
        }
        child.put("HTTP_PROXY", front);
        child.remove("http_proxy");
        Set<String> direct = new LinkedHashSet<>();
        for (String variable : List.of("NO_PROXY", "no_proxy")) {
            String given = child.getOrDefault(variable, "");
            if (direct.isEmpty() && !given.isBlank()) {
                direct.addAll(List.of(given.strip().split("[,\\s]+", -1)));
            }
        }
        child.remove("no_proxy");
        direct.add(URI.create(front).getHost());
        if (direct.remove("*")) {
            // "*" disables all proxies, so only the HTTP proxy above may remain.
            child.keySet().removeIf(name -> name.equalsIgnoreCase("HTTPS_PROXY"));
        }
        child.put("NO_PROXY", String.join(",", direct));
        return child;
    }
}
