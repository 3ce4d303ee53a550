/**
 * Finds the backups of an environment, and prints the steps that restore one. It changes nothing.
 */
package io.github.qisaws.restore;
