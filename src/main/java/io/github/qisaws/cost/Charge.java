package io.github.qisaws.cost;

import java.math.BigDecimal;

/** One charge of a resource. */
sealed interface Charge {
    /**
     * A quantity that the attributes of the resource determine.
     *
     * @param item name in the price file
     * @param least the quantity, at the minimum scale
     * @param most the quantity at the maximum scale
     */
    record Fixed(String item, BigDecimal least, BigDecimal most) implements Charge {
        static Fixed of(String item, BigDecimal quantity) {
            return new Fixed(item, quantity, quantity);
        }

        static Fixed one(String item) {
            return of(item, BigDecimal.ONE);
        }
    }

    /** A usage-based charge, which a plan does not determine. */
    record ByUse(String what) implements Charge {}

    /** A charge that is unknown, and not zero. */
    record Unknown(String why) implements Charge {}
}
