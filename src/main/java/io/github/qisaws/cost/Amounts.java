package io.github.qisaws.cost;

import java.math.BigDecimal;

/**
 * Amounts in US dollars per month.
 *
 * @param onDemand on-demand prices, with the minimum number of servers and tasks
 * @param reserved the same with a one-year commitment for everything that runs all the time
 * @param most on-demand prices, with the maximum number of servers and tasks
 */
public record Amounts(BigDecimal onDemand, BigDecimal reserved, BigDecimal most) {
    public static final Amounts NOTHING = new Amounts(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    public Amounts plus(Amounts other) {
        return new Amounts(onDemand.add(other.onDemand), reserved.add(other.reserved), most.add(other.most));
    }

    Amounts minus(Amounts other) {
        return new Amounts(
                onDemand.subtract(other.onDemand), reserved.subtract(other.reserved), most.subtract(other.most));
    }

    /** Without trailing zeros, so that equal amounts are equal. */
    Amounts plain() {
        return new Amounts(plain(onDemand), plain(reserved), plain(most));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
