package io.github.qisaws.terraform;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Environment variables for Terraform: those of this process, without variables that change the meaning of a command.
 *
 * <p>Removed are the variables that add hidden arguments ({@code TF_CLI_ARGS*}), choose another workspace or data
 * folder ({@code TF_WORKSPACE}, {@code TF_DATA_DIR}), set inputs that no file shows ({@code TF_VAR_*}), replace
 * providers ({@code TF_REATTACH_PROVIDERS}), or mix a log into the output ({@code TF_LOG*}). A reviewed plan would
 * depend on them without showing it. Credentials, proxies, certificates, and registry tokens are kept.
 */
public final class ChildEnvironment {
    private static final Set<String> FORBIDDEN = Set.of(
            "TF_WORKSPACE",
            "TF_DATA_DIR",
            ProviderReplacement.REATTACH,
            "TF_DISABLE_PLUGIN_TLS",
            "TF_SKIP_PROVIDER_VERIFY",
            "TF_APPEND_USER_AGENT",
            "TF_CLI_CONFIG_FILE",
            "TERRAFORM_CONFIG");
    private static final Set<String> LOGS =
            Set.of("TF_LOG", "TF_LOG_PATH", "TF_LOG_CORE", "TF_LOG_PROVIDER", "TF_ACC_LOG_PATH", "TF_LOG_PATH_MASK");

    /**
     * Go garbage collection target in percent. Less frequent collection saves a fifth of a plan's CPU time and needs
     * about 40 MB more per process.
     */
    private static final String GARBAGE = "400";

    private static final String MEMORY = "1500MiB";

    private ChildEnvironment() {}

    /**
     * All environment variables for Terraform.
     *
     * @param debug whether to keep Terraform's log variables
     */
    public static Map<String, String> from(Map<String, String> ours, boolean debug) {
        Map<String, String> child = new TreeMap<>(ours);
        child.keySet().removeIf(name -> forbidden(name, debug));
        child.putIfAbsent("GOGC", GARBAGE);
        child.putIfAbsent("GOMEMLIMIT", MEMORY);
        child.put("CHECKPOINT_DISABLE", "1");
        child.put("TF_IN_AUTOMATION", "1");
        child.put("TF_INPUT", "0");
        return child;
    }

    /**
     * Whether to remove a variable. The CLI configuration file is removed because {@link ProviderSource} selects it.
     */
    private static boolean forbidden(String name, boolean debug) {
        return FORBIDDEN.contains(name)
                || name.startsWith("TF_CLI_ARGS")
                || name.startsWith("TF_VAR_")
                || (!debug && LOGS.contains(name));
    }
}
