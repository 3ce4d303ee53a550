package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.Nat;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks that a build server has internet access, and that shared AMIs have a customer managed KMS key. */
final class ImageBuildCheck implements ValueCheck {

    @Override
    public void judge(Values values, Findings findings) {
        if (Derived.buildsImage(values)) {
            judgeWayOut(values, findings);
            judgeKeys(values, findings);
            judgeSource(values, findings);
            if (values.find(ImageBuildKeys.CONTAINER).orElse(false)
                    && Derived.builtProcessor(values).equals("arm64")) {
                findings.add(
                        ImageBuildKeys.CONTAINER,
                        Message.of(
                                "container images are built for x86_64 only",
                                "remove it, or set" + " image-build.processor to x86_64"));
            }
        }
    }

    private static void judgeWayOut(Values values, Findings findings) {
        boolean closed = Derived.isTiered(values)
                && values.find(NetworkKeys.NAT).filter(Nat.NONE::equals).isPresent();
        if (Derived.isOpen(values) || closed) {
            String wrong = Derived.isOpen(values)
                    ? "with layout open, a build server has no public IP address and cannot download packages"
                    : "without NAT, a build server cannot download packages";
            findings.add(
                    Derived.isOpen(values) ? NetworkKeys.LAYOUT : NetworkKeys.NAT,
                    Message.of(
                            wrong,
                            "use layout tiered with nat one or per-zone, or build the image in another"
                                    + " environment"));
        }
    }

    private static void judgeSource(Values values, Findings findings) {
        boolean source = hasText(ImageBuildKeys.SOURCE, values);
        boolean checksum = hasText(ImageBuildKeys.SOURCE_SHA256, values);
        if (source && !checksum) {
            findings.add(
                    ImageBuildKeys.SOURCE,
                    Message.of(
                            "requires source-sha256, because the build installs only what was meant",
                            "add source-sha256, which sha256sum FILE prints"));
        }
        if (checksum && !source) {
            findings.add(
                    ImageBuildKeys.SOURCE_SHA256,
                    Message.of("has no effect without source", "remove it, or add source"));
        }
        if (hasText(ImageBuildKeys.CONTAINER_PARENT, values)
                && !values.find(ImageBuildKeys.CONTAINER).orElse(false)) {
            findings.add(
                    ImageBuildKeys.CONTAINER_PARENT,
                    Message.of("has no effect without container: true", "remove it, or add container: true"));
        }
    }

    private static boolean hasText(Key<String> key, Values values) {
        return values.find(key).filter(text -> !text.isEmpty()).isPresent();
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
            String wrong = "AMIs encrypted with the AWS managed key cannot be shared, and kms-keys has no key for "
                    + String.join("," + " ", missing);
            findings.add(ImageBuildKeys.ACCOUNTS, Message.of(wrong, "add a customer managed key for each region"));
        }
    }
}
