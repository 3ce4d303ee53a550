package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.ArchitectureName;
import io.github.qisaws.environment.Environment.Nat;
import io.github.qisaws.environment.InstanceType.Architecture;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.Map;
import java.util.Optional;

/** Checks the requirements of ECS for a task and its network. */
final class ContainersCheck implements ValueCheck {
    /** Minimum and maximum GiB of memory that Fargate supports, by CPU units. */
    private static final Map<Integer, double[]> FARGATE = Map.of(
            256, new double[] {0.5, 2},
            512, new double[] {1, 4},
            1024, new double[] {2, 8},
            2048, new double[] {4, 16},
            4096, new double[] {8, 30},
            8192, new double[] {16, 60},
            16384, new double[] {32, 120});

    private static final int MEBIBYTES = 1024;
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
        Optional<double[]> sold = values.find(ContainerKeys.CPU).map(FARGATE::get);
        if (memory.isEmpty() || sold.isEmpty()) {
            return;
        }
        Key<?> culprit = values.isGiven(ContainerKeys.MEMORY) ? ContainerKeys.MEMORY : ContainerKeys.CPU;
        int from = (int) (sold.get()[0] * MEBIBYTES);
        int to = (int) (sold.get()[1] * MEBIBYTES);
        if (memory.get() % STEP != 0) {
            findings.add(
                    culprit,
                    Message.of(memory.get() + " is not a multiple of " + STEP, "allowed: 2048, 2560, 3072, …"));
        } else if (Derived.onFargate(values) && (memory.get() < from || memory.get() > to)) {
            String wrong = "Fargate does not support " + memory.get() + " MiB of memory with cpu "
                    + values.find(ContainerKeys.CPU).orElseThrow();
            findings.add(culprit, Message.of(wrong, "allowed: memory from " + from + " to " + to + ", or another cpu"));
        } else if (Derived.onHost(values) && memory.get() < LEAST_ON_HOST) {
            String wrong = memory.get() + " MiB is too small for a task with web server, database, and cache";
            findings.add(culprit, Message.of(wrong, "allowed: " + LEAST_ON_HOST + " or more"));
        }
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
