package io.github.qisaws.cost;

import java.math.BigDecimal;

/** What a resource is billed for. */
sealed interface Charge {
    /**
     * An amount that its attributes tell.
     *
     * @param item as the price file calls it
     * @param least how many, or how much
     * @param most the same when auto-scaling has gone as far as it may
     */
    record Fixed(String item, BigDecimal least, BigDecimal most) implements Charge {
        static Fixed of(String item, BigDecimal quantity) {
            return new Fixed(item, quantity, quantity);
        }

        static Fixed one(String item) {
            return of(item, BigDecimal.ONE);
        }
    }

    /** Billed by what is used; a plan cannot tell. */
    record ByUse(String what) implements Charge {}

    /** Cannot be told, and is not zero. */
    record Unknown(String why) implements Charge {}
}
