package io.github.qisaws.emulator;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The variables, the override file and the argument that lead Terraform to an emulator instead of AWS. */
public final class EmulatorEnvironment {
    /** The one argument of {@code init}: S3 on a bare address has no names for buckets. */
    public static final String BACKEND_CONFIG = "use_path_style=true";

    /** The name under which the override file belongs into the scratch folder. */
    public static final String OVERRIDE_FILE = "emulator_override.tf.json";

    /**
     * Has the emulator's address beside {@code AWS_ENDPOINT_URL}: that variable alone says nothing, since it can lead to a
     * private endpoint of AWS too.
     */
    public static final String MARK = "QIS_AWS_EMULATOR_URL";

    /** What of the person's settings does not lead anywhere. */
    private static final Set<String> HARMLESS = Set.of("AWS_CA_BUNDLE", "AWS_PAGER");

    private EmulatorEnvironment() {}

    /**
     * The provider's settings for an emulator, as a Terraform override file. A call that the emulator lacks fails within
     * seconds with its name instead of being tried again for minutes; a connection lost on a busy machine is made again.
     */
    public static String overrideFile() {
        return """
                {
                  "provider": {
                    "aws": {
                      "max_retries": 3,
                      "s3_use_path_style": true
                    }
                  }
                }
                """;
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
     * Leads the provider's calls of S3 Control to an emulator too. They go to the host name of an account
     * ({@code 123456789012.127.0.0.1}), which no resolver knows (AWS provider 6.23 and later,
     * hashicorp/terraform-provider-aws#45292). Go programs send them to the HTTP proxy. They send nothing else there:
     * NO_PROXY names the emulator's own address, and registries use HTTPS, unless one on this machine does not.
     *
     * @param environment of a child
     * @param endpoint an emulator, ours or another; its answer to a proxied request is its own
     */
    public static Map<String, String> throughFront(Map<String, String> environment, URI endpoint) {
        Map<String, String> child = new TreeMap<>(environment);
        String front = endpoint.toString();
        if ("http".equals(endpoint.getScheme()) && "localhost".equals(endpoint.getHost())) {
            // A usual NO_PROXY of "localhost" covers the accounts' host names below it too; one of an address does not.
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
            // Without any proxy: then the one above must be the only one.
            child.keySet().removeIf(name -> name.equalsIgnoreCase("HTTPS_PROXY"));
        }
        child.put("NO_PROXY", String.join(",", direct));
        return child;
    }
}
