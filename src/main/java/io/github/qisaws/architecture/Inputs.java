package io.github.qisaws.architecture;

/**
 * A component's arguments as a record of records, whose inner members are inputs of the contract in Java's spelling.
 * The compiler rejects a call with a missing or misspelled argument or one of the wrong kind.
 *
 * <p>Inputs that always keep their default can be omitted. Inputs whose value comes from an environment key must be
 * omitted.
 */
interface Inputs {
    Contract contract();

    Common common();
}
