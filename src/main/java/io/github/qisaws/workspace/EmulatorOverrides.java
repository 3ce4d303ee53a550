package io.github.qisaws.workspace;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.synth.StableJson;
import java.util.Map;
import java.util.TreeMap;

/**
 * Inputs that are set otherwise on the emulator, since it lacks the calls behind them.
 *
 * <p>A Terraform override file carries them, so that the configuration itself stays the one that AWS gets. What is
 * left out here is tested in the modules' own {@code terraform test}.
 */
public final class EmulatorOverrides {
    public static final String FILE = "gaps_override.tf.json";

    private static final Map<String, Map<String, Object>> INPUTS =
            // Data Lifecycle Manager answers 500.
            Map.of("data-server", Map.of("snapshot_days", 0), "container-host", Map.of("snapshot_days", 0));

    private EmulatorOverrides() {}

    /** The override file for the components of a deployment. */
    public static String overrideFile(Deployment deployment) {
        Map<String, Object> modules = new TreeMap<>();
        for (Call call : deployment.calls()) {
            Map<String, Object> inputs = INPUTS.get(call.contract().name());
            if (inputs != null) {
                modules.put(call.name(), inputs);
            }
        }
        return StableJson.write(modules.isEmpty() ? Map.of() : Map.of("module", modules));
    }
}
