package io.github.qisaws.workspace;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.emulator.EmulatorEnvironment;
import io.github.qisaws.synth.Configuration;
import io.github.qisaws.synth.StableJson;
import java.util.Map;
import java.util.TreeMap;

/**
 * Module inputs that have other values on the emulator, because it does not support the AWS calls that they cause, and
 * the settings of the provider for us-east-1.
 *
 * <p>A Terraform override file sets them, so that the configuration is the same as for AWS. The modules' own {@code
 * terraform test} covers what is disabled here.
 */
public final class EmulatorOverrides {
    public static final String FILE = "gaps_override.tf.json";

    private static final Map<String, Map<String, Object>> INPUTS =
            // The emulator answers Data Lifecycle Manager calls with status 500.
            Map.of("data-server", Map.of("snapshot_days", 0), "container-host", Map.of("snapshot_days", 0));

    private EmulatorOverrides() {}

    /** Content of the override file for the components of a deployment. */
    public static String overrideFile(Deployment deployment) {
        Map<String, Object> modules = new TreeMap<>();
        for (Call call : deployment.calls()) {
            Map<String, Object> inputs = INPUTS.get(call.contract().name());
            if (inputs != null) {
                modules.put(call.name(), inputs);
            }
        }
        Map<String, Object> file = new TreeMap<>();
        if (!modules.isEmpty()) {
            file.put("module", modules);
        }
        if (deployment.placement().usEast1()) {
            Map<String, Object> provider = new TreeMap<>(EmulatorEnvironment.PROVIDER);
            provider.put("alias", Configuration.US_EAST_1);
            file.put("provider", Map.of("aws", provider));
        }
        return StableJson.write(file);
    }
}
