package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.ArchitectureName;
import io.github.qisaws.environment.Environment.Nat;
import io.github.qisaws.environment.InstanceType.Architecture;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks the requirements of ECS for a task and its network. */
final class ContainersCheck implements ValueCheck {
    private static final int STEP = 512;
    private static final int LEAST_ON_HOST = 2048;

    @Override
    public void judge(Values values, Findings findings) {
        if (Derived.is(ArchitectureName.CONTAINERS, values)) {
            if (!values.isGiven(ContainerKeys.IMAGE)) {
                findings.add(
                        ContainerKeys.IMAGE,
                        Message.of(
                                "is missing; architecture containers requires it",
                                "allowed: " + ContainerKeys.IMAGE.type().allowed()));
            }
            judgeMemory(values, findings);
            judgeTasks(values, findings);
            judgeWayOut(values, findings);
            judgeHost(values, findings);
        }
    }

    private static void judgeMemory(Values values, Findings findings) {
        Optional<Integer> memory = values.find(ContainerKeys.MEMORY);
        Optional<Integer> cpu = values.find(ContainerKeys.CPU);
        if (memory.isEmpty() || cpu.isEmpty()) {
            return;
        }
        Key<?> culprit = values.isGiven(ContainerKeys.MEMORY) ? ContainerKeys.MEMORY : ContainerKeys.CPU;
        if (Derived.onFargate(values)) {
            judgeFargate(cpu.get(), memory.get()).ifPresent(message -> findings.add(culprit, message));
        } else if (memory.get() % STEP != 0) {
            findings.add(
                    culprit,
                    Message.of(memory.get() + " is not a multiple of " + STEP, "allowed: 2048, 2560, 3072, …"));
        } else if (memory.get() < LEAST_ON_HOST) {
            String wrong = memory.get() + " MiB is too small for a task with web server, database, and cache";
            findings.add(culprit, Message.of(wrong, "allowed: " + LEAST_ON_HOST + " or more"));
        }
    }

    private static Optional<String> judgeFargate(int cpu, int memory) {
        List<Integer> offered = FargateSizes.MEMORY.getOrDefault(cpu, List.of(memory));
        if (offered.contains(memory)) {
            return Optional.empty();
        }
        String sizes = offered.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return Optional.of(Message.of(
                "Fargate does not offer " + memory + " MiB of memory with cpu " + cpu,
                "allowed: memory " + sizes + ", or another cpu"));
    }

    private static void judgeTasks(Values values, Findings findings) {
        Optional<Integer> minimum = values.find(ContainerKeys.MINIMUM);
        Optional<Integer> maximum = values.find(ContainerKeys.MAXIMUM);
        if (minimum.isPresent() && maximum.isPresent() && minimum.get() > maximum.get()) {
            Key<?> culprit = values.isGiven(ContainerKeys.MINIMUM) ? ContainerKeys.MINIMUM : ContainerKeys.MAXIMUM;
            findings.add(
                    culprit,
                    Message.of(
                            "minimum " + minimum.get() + " is above maximum " + maximum.get(),
                            "reduce minimum or increase maximum"));
        }
    }

    /** Tasks download their image from ECR, and a task on an EC2 instance has no public IP address. */
    private static void judgeWayOut(Values values, Findings findings) {
        if (Derived.onHost(values) && Derived.isOpen(values)) {
            findings.add(
                    NetworkKeys.LAYOUT,
                    Message.of(
                            "with network.layout open, a task on an EC2 instance has no network access: ECS assigns"
                                    + " it no public IP address",
                            "use layout tiered, or containers.launch-type fargate"));
        }
        boolean noNat = Derived.isTiered(values)
                && values.find(NetworkKeys.NAT).filter(Nat.NONE::equals).isPresent();
        if (noNat) {
            findings.add(
                    NetworkKeys.NAT,
                    Message.of(
                            "without NAT, tasks cannot download their image from ECR",
                            "set network.nat to one or per-zone"));
        }
    }

    private static void judgeHost(Values values, Findings findings) {
        Optional<String> type = values.find(DataKeys.INSTANCE_TYPE);
        if (Derived.onHost(values) && type.isPresent()) {
            Architecture architecture = InstanceType.of(type.get()).architecture();
            if (architecture != Architecture.X86_64) {
                String wrong = type.get() + " has " + architecture.label() + " CPUs, but the container image is for "
                        + Architecture.X86_64.label();
                findings.add(DataKeys.INSTANCE_TYPE, Message.of(wrong, "allowed: a type such as t3.medium"));
            }
        }
    }
}
