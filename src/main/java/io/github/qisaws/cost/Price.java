package io.github.qisaws.cost;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A price in US dollars.
 *
 * @param reserved with a year's commitment and nothing paid in advance; empty where AWS has no such offer
 */
public record Price(Per per, BigDecimal onDemand, Optional<BigDecimal> reserved) {
    /** AWS's own month of estimates. */
    public static final BigDecimal HOURS = BigDecimal.valueOf(730);

    /** What the price is for. */
    public enum Per {
        HOUR,
        MONTH
    }

    /** For a month. */
    public BigDecimal monthly() {
        return month(onDemand);
    }

    /** For a month with a year's commitment where there is one. */
    public BigDecimal monthlyReserved() {
        return month(reserved.orElse(onDemand));
    }

    private BigDecimal month(BigDecimal price) {
        return per == Per.HOUR ? price.multiply(HOURS) : price;
    }
}
