package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.cost.Estimate;
import io.github.qisaws.cost.MonthlyChange;
import io.github.qisaws.review.Review;
import java.math.BigDecimal;

/** What an environment that stands costs, and what its first plan said that it would. */
final class CostChecks {
    private final Standing standing;
    private final CostReport report;
    private final Review first;

    CostChecks(Life.Present present) {
        this.standing = present.standing();
        this.report = present.costs();
        this.first = present.reviews().get(0);
    }

    void run() {
        standing.checks().check("Cost: each component has its figure, and none is unknown", this::figures);
        standing.checks().check("Cost: the first plan tells before the apply what it comes to", this::foretold);
    }

    private void figures() {
        Estimate estimate = report.of(standing.name(), line -> {});
        assertThat(estimate.unknown()).isEmpty();
        assertThat(estimate.components().keySet())
                .containsExactlyInAnyOrder("data-server", "load-balancer", "network", "web-tier");
        // A full-time t3.large with its 10 GiB, volumes of 20 and 100 GiB, monitoring, one secret and one zone.
        assertThat(onDemand(estimate, "data-server"))
                .isEqualByComparingTo(new BigDecimal("66.576")
                        .add(new BigDecimal("130").multiply(new BigDecimal("0.088")))
                        .add(new BigDecimal("3.00")));
        assertThat(estimate.total().reserved())
                .isLessThan(estimate.total().onDemand())
                .isLessThan(estimate.total().most());
        assertThat(estimate.total().most()).isGreaterThan(estimate.total().onDemand());
    }

    private void foretold() {
        MonthlyChange told = first.cost().orElseThrow();
        assertThat(told.unknown()).isEmpty();
        assertThat(told.difference().onDemand())
                .isEqualByComparingTo(onDemand(report.of(standing.name(), line -> {}), ""));
    }

    /** Without the public address that the emulator gives to every server, asked or not. */
    private static BigDecimal onDemand(Estimate estimate, String component) {
        return estimate.lines().stream()
                .filter(line -> component.isEmpty() || line.component().equals(component))
                .filter(line ->
                        !(line.item().equals("public-ipv4") && line.address().contains("aws_instance.")))
                .map(line -> line.amounts().onDemand())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
