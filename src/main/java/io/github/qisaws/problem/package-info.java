/**
 * Failures with what, why, fix, and exit code, and the record of what a command has changed. Every package may use
 * this one; it uses only {@code text}, to mask secrets.
 */
package io.github.qisaws.problem;
