/**
 * Failures as what, why, and fix, with an exit code; and the list of what was changed until then.
 */
package io.github.qisaws.problem;
