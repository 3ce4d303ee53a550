package io.github.qisaws.cost;

import java.math.BigDecimal;

/**
 * US dollars a month.
 *
 * @param onDemand with the fleet at its least
 * @param reserved the same, with a year's commitment for what always runs
 * @param most on demand, with the fleet as large as auto-scaling may make it
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
