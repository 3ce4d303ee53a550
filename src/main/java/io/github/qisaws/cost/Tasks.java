package io.github.qisaws.cost;

import io.github.qisaws.catalogue.BillingRule.Kind;
import io.github.qisaws.cost.Charge.Fixed;
import io.github.qisaws.cost.Charge.Unknown;
import io.github.qisaws.plan.Change;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Charges of the tasks of an ECS service: by CPU and memory on Fargate, none on EC2, where the servers are charged. */
final class Tasks {
    /** CPU units in a vCPU, and MiB in a GiB. */
    private static final BigDecimal UNITS = BigDecimal.valueOf(1024);

    private Tasks() {}

    static List<Charge> of(Billed service, List<Change> all) {
        if (service.is("launch", "EC2")) {
            return List.of();
        }
        Optional<Billed> task = service.beside(all.stream(), Kind.CONTAINER_TASK);
        Optional<Billed> scaling = service.beside(all.stream(), Kind.CONTAINER_SCALING);
        Optional<BigDecimal> processors = task.flatMap(each -> each.number("cpu"));
        Optional<BigDecimal> memory = task.flatMap(each -> each.number("memory"));
        Optional<BigDecimal> least =
                scaling.flatMap(each -> each.number("minimum")).or(() -> service.number("tasks"));
        Optional<BigDecimal> most =
                scaling.flatMap(each -> each.number("maximum")).or(() -> service.number("tasks"));
        if (processors.isEmpty() || memory.isEmpty() || least.isEmpty() || most.isEmpty()) {
            return List.of(new Unknown("number and size of the tasks of the ECS service"));
        }
        String kind = task.filter(each -> each.is("architecture", "ARM64"))
                .map(arm -> "fargate/arm-")
                .orElse("fargate/");
        return List.of(
                fixed(kind + "vcpu", processors.get(), least.get(), most.get()),
                fixed(kind + "gib", memory.get(), least.get(), most.get()));
    }

    private static Fixed fixed(String item, BigDecimal units, BigDecimal least, BigDecimal most) {
        BigDecimal each = units.divide(UNITS);
        return new Fixed(item, each.multiply(least), each.multiply(most));
    }
}
