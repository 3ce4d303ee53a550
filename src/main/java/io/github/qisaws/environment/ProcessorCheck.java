package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.ArchitectureName;
import io.github.qisaws.environment.InstanceType.Architecture;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that the AMI fits the CPU architecture of all servers, and that the number of processes is known. */
final class ProcessorCheck implements ValueCheck {

    @Override
    public void judge(Values values, Findings findings) {
        Optional<String> image = values.find(Keys.IMAGE);
        Optional<Architecture> built = image.flatMap(ProcessorCheck::architectureOf);
        if (built.isPresent()) {
            for (Key<String> key : keys(values)) {
                values.find(key).ifPresent(type -> judgeType(type, key, image.get(), built.get(), findings));
            }
        } else if ((image.isPresent() || !values.isGiven(Keys.IMAGE))
                && keys(values).size() > 1) {
            judgePair(values, findings);
        }
        keys(values).stream()
                .findFirst()
                .flatMap(values::find)
                .ifPresent(type -> judgeProcesses(type, values, findings));
    }

    /** Instance type keys of the servers that use the AMI, the web server first. */
    private static List<Key<String>> keys(Values values) {
        if (Derived.is(ArchitectureName.CONTAINERS, values)) {
            return List.of();
        }
        return Stream.of(WebKeys.INSTANCE_TYPE, DataKeys.INSTANCE_TYPE)
                .filter(values::admits)
                .toList();
    }

    /** The architecture at the end of an SSM parameter name; empty for an AMI ID, which does not contain it. */
    private static Optional<Architecture> architectureOf(String image) {
        return List.of(Architecture.values()).stream()
                .filter(architecture -> image.startsWith("ssm:") && image.endsWith(architecture.label()))
                .findFirst();
    }

    private static void judgeType(String type, Key<?> key, String image, Architecture built, Findings findings) {
        Architecture needed = InstanceType.of(type).architecture();
        if (needed != built) {
            String wrong = type + " has an " + needed.label() + " CPU, but AMI " + image + " is for " + built.label();
            findings.add(key, Message.of(wrong, allowed(image, built, needed)));
        }
    }

    private static String allowed(String image, Architecture built, Architecture needed) {
        String other = image.substring(0, image.length() - built.label().length()) + needed.label();
        return "allowed: AMI " + other + ", or a type such as "
                + (built == Architecture.ARM64 ? "t4g.medium" : "t3.medium");
    }

    private static void judgePair(Values values, Findings findings) {
        Optional<String> web = values.find(WebKeys.INSTANCE_TYPE);
        Optional<String> data = values.find(DataKeys.INSTANCE_TYPE);
        if (web.isEmpty() || data.isEmpty()) {
            return;
        }
        Architecture webNeeds = InstanceType.of(web.get()).architecture();
        Architecture dataNeeds = InstanceType.of(data.get()).architecture();
        if (webNeeds != dataNeeds) {
            boolean webGiven = values.isGiven(WebKeys.INSTANCE_TYPE);
            String wrong = "web servers (" + web.get() + ", " + webNeeds.label() + ") and data server (" + data.get()
                    + ", " + dataNeeds.label() + ") have different CPU architectures, but use the same AMI";
            findings.add(
                    webGiven ? WebKeys.INSTANCE_TYPE : DataKeys.INSTANCE_TYPE,
                    Message.of(
                            wrong,
                            "choose instance types of the same CPU architecture for web.instance-type and"
                                    + " data.instance-type"));
        }
    }

    private static void judgeProcesses(String type, Values values, Findings findings) {
        if (!values.isGiven(WebKeys.PROCESSES) && InstanceType.of(type).vcpus().isEmpty()) {
            String wrong = "is required, because qis-aws does not know the number of vCPUs of " + type;
            findings.add(
                    WebKeys.PROCESSES,
                    Message.of(wrong, "allowed: " + WebKeys.PROCESSES.type().allowed()));
        }
    }
}
