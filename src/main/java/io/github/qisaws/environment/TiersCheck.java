package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that NAT and endpoints are used with the tiered layout only, and that the data tier has the endpoints it
 * needs.
 */
final class TiersCheck implements ValueCheck {

    @Override
    public void judge(Values values, Findings findings) {
        if (Derived.hasNetwork(values)) {
            return;
        }
        if (Derived.isOpen(values)) {
            refuse(NetworkKeys.NAT, values, findings);
            refuse(NetworkKeys.ENDPOINTS, values, findings);
        } else if (Derived.isTiered(values) && !Derived.isImagePipeline(values)) {
            judgeEndpoints(values, findings);
        }
    }

    private static void refuse(Key<?> key, Values values, Findings findings) {
        if (values.isGiven(key)) {
            findings.add(key, Message.of("has no effect with layout open", "remove it, or use layout tiered"));
        }
    }

    private static void judgeEndpoints(Values values, Findings findings) {
        Optional<List<String>> endpoints = values.find(NetworkKeys.ENDPOINTS);
        if (endpoints.isPresent()) {
            List<String> missing = new ArrayList<>(Endpoints.NEEDED);
            if (values.isGiven(NetworkKeys.ENDPOINTS) && Derived.measuresByEndpoint(values)) {
                missing.add(Endpoints.OF_METRICS);
            }
            missing.removeAll(endpoints.get());
            if (!missing.isEmpty()) {
                String wrong = "the data tier reaches AWS only through VPC endpoints, and these are missing: "
                        + String.join("," + " ", missing);
                findings.add(
                        NetworkKeys.ENDPOINTS, Message.of(wrong, "add them, or remove the key to use the default"));
            }
        }
    }
}
