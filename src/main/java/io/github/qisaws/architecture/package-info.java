/**
 * The contract of each component (inputs, outputs, stateful resources), and how an architecture wires components to a
 * deployment. No AWS resource is named here; that is {@code module}'s part.
 */
package io.github.qisaws.architecture;
