package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.Nat;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A build server must reach packages and AWS; an image can be shared only with a key of one's own. */
final class ImageBuildCheck implements ValueCheck {

    @Override
    public void judge(Values values, Findings findings) {
        if (Derived.buildsImage(values)) {
            judgeWayOut(values, findings);
            judgeKeys(values, findings);
            if (values.find(ImageBuildKeys.CONTAINER).orElse(false)
                    && Derived.builtProcessor(values).equals("arm64")) {
                findings.add(
                        ImageBuildKeys.CONTAINER,
                        Message.of("container images are made for x86_64 only", "remove it, or set processor x86_64"));
            }
        }
    }

    private static void judgeWayOut(Values values, Findings findings) {
        boolean closed = Derived.isTiered(values)
                && values.find(NetworkKeys.NAT).filter(Nat.NONE::equals).isPresent();
        if (Derived.isOpen(values) || closed) {
            String wrong = Derived.isOpen(values)
                    ? "a build server gets no public address in the open layout, so it cannot reach packages"
                    : "a build server cannot reach packages without NAT";
            findings.add(
                    Derived.isOpen(values) ? NetworkKeys.LAYOUT : NetworkKeys.NAT,
                    Message.of(wrong, "use layout tiered with nat one or per-zone, or build in another environment"));
        }
    }

    private static void judgeKeys(Values values, Findings findings) {
        List<String> accounts = values.find(ImageBuildKeys.ACCOUNTS).orElse(List.of());
        if (accounts.isEmpty()) {
            return;
        }
        List<String> missing =
                new ArrayList<>(values.find(ImageBuildKeys.REGIONS).orElse(List.of()));
        values.find(Keys.REGION).ifPresent(home -> missing.add(0, home));
        missing.removeAll(values.find(ImageBuildKeys.KMS_KEYS).orElse(Map.of()).keySet());
        if (!missing.isEmpty()) {
            String wrong =
                    "images of AWS's own key cannot be shared, and kms-keys has none for " + String.join(", ", missing);
            findings.add(ImageBuildKeys.ACCOUNTS, Message.of(wrong, "add a key of yours for each region"));
        }
    }
}
