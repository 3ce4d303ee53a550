package io.github.qisaws.cost;

import io.github.qisaws.cost.Charge.Fixed;
import io.github.qisaws.cost.Charge.Unknown;
import io.github.qisaws.plan.Change;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Containers of a service: on Fargate by processor and memory of their task, on servers of one's own for nothing. */
final class Tasks {
    private static final BigDecimal UNITS = BigDecimal.valueOf(1024);

    private final List<Change> all;
    private final Side side;

    Tasks(List<Change> all, Side side) {
        this.all = all;
        this.side = side;
    }

    List<Charge> of(Change service) {
        if (side.text(service, "launch_type").filter("EC2"::equals).isPresent()) {
            return List.of();
        }
        Optional<Change> task = beside(service, "aws_ecs_task_definition");
        Optional<BigDecimal> processors = task.flatMap(each -> number(each, "cpu"));
        Optional<BigDecimal> memory = task.flatMap(each -> number(each, "memory"));
        Optional<Change> scaling = beside(service, "aws_appautoscaling_target");
        Optional<BigDecimal> least =
                scaling.flatMap(each -> number(each, "min_capacity")).or(() -> number(service, "desired_count"));
        Optional<BigDecimal> most =
                scaling.flatMap(each -> number(each, "max_capacity")).or(() -> number(service, "desired_count"));
        if (processors.isEmpty() || memory.isEmpty() || least.isEmpty() || most.isEmpty()) {
            return List.of(new Unknown("how many tasks of which size the service has"));
        }
        String kind = task.flatMap(each -> side.text(each, "runtime_platform[0].cpu_architecture"))
                .filter("ARM64"::equals)
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

    private Optional<Change> beside(Change service, String type) {
        return all.stream()
                .filter(each -> each.type().equals(type) && side.holds(each))
                .filter(each ->
                        each.address().modules().equals(service.address().modules()))
                .findFirst();
    }

    private Optional<BigDecimal> number(Change change, String path) {
        return side.text(change, path).filter(text -> text.matches("[0-9]+")).map(BigDecimal::new);
    }
}
