package io.github.qisaws.architecture;

/**
 * A component's arguments as a record of records: the inner ones' members are inputs of the contract, in Java's
 * spelling. The compiler thus refuses a call that leaves one out, misspells it or gives it another kind.
 *
 * <p>An input whose default always serves may be left out of the record. One that a key of the environment file feeds
 * must be: it has its value already.
 */
interface Inputs {
    Contract contract();

    Common common();
}
