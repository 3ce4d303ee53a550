package io.github.qisaws.recovery;

import io.github.qisaws.plan.Address;

/** Addresses in the state for the old resources of interrupted replacements. */
public final class Replaced {
    private Replaced() {}

    /** A similar address that neither the configuration nor the state has. */
    public static String aside(String address, Known known) {
        String key = Address.parse(address).key();
        String name = address.substring(0, address.length() - key.length());
        String aside = name + "_replaced" + key;
        for (int number = 2; known.has(aside); number++) {
            aside = name + "_replaced" + number + key;
        }
        return aside;
    }
}
