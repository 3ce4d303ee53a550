/**
 * Failures with what, why, fix, and exit code, and the record of what a command has changed. Every package may use
 * this one; it uses none.
 */
package io.github.qisaws.problem;
