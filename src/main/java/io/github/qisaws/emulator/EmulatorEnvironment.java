package io.github.qisaws.emulator;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The variables, the override file and the argument that lead Terraform to an emulator instead of AWS. */
public final class EmulatorEnvironment {
    /** The one argument of {@code init}: S3 on a bare address has no names for buckets. */
    public static final String BACKEND_CONFIG = "use_path_style=true";

    /** The name under which the override file belongs into the scratch folder. */
    public static final String OVERRIDE_FILE = "emulator_override.tf.json";

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
        String direct = child.getOrDefault("NO_PROXY", child.getOrDefault("no_proxy", ""));
        child.put("NO_PROXY", direct.isBlank() ? endpoint.getHost() : direct + "," + endpoint.getHost());
        return child;
    }
}
