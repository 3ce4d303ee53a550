package io.github.qisaws.cost;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A price in US dollars.
 *
 * @param reserved with a one-year commitment and no upfront payment; empty if AWS has no such offer
 */
public record Price(Per per, BigDecimal onDemand, Optional<BigDecimal> reserved) {
    /** Hours per month in AWS's own estimates. */
    public static final BigDecimal HOURS = BigDecimal.valueOf(730);

    /** Unit of time of the price. */
    public enum Per {
        HOUR,
        MONTH
    }

    /** The on-demand price per month. */
    public BigDecimal monthly() {
        return month(onDemand);
    }

    /** The price per month with a one-year commitment, or the on-demand price if there is no such offer. */
    public BigDecimal monthlyReserved() {
        return month(reserved.orElse(onDemand));
    }

    private BigDecimal month(BigDecimal price) {
        return per == Per.HOUR ? price.multiply(HOURS) : price;
    }
}
