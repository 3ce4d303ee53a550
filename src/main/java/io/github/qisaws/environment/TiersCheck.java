package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** NAT and endpoints belong to the tiered layout, and without NAT its servers need some endpoints. */
final class TiersCheck implements ValueCheck {

    @Override
    public void judge(Values values, Findings findings) {
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
                String wrong = "the data tier has no route to the internet and reaches AWS only by endpoints, and these"
                        + " are missing: " + String.join(", ", missing);
                findings.add(NetworkKeys.ENDPOINTS, Message.of(wrong, "add them, or leave the key out"));
            }
        }
    }
}
