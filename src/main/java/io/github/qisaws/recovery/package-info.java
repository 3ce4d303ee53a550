/**
 * Finds what an interrupted apply or destroy left (journal, processes, lock, resources missing from the state), and imports it.
 * The journal is written and read here only.
 */
package io.github.qisaws.recovery;
