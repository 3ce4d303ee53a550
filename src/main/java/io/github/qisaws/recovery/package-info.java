/**
 * Recovery of an interrupted apply or destroy: the journal, orphaned processes, stale locks, and the import of
 * resources missing from the state. Only this package reads and writes the journal.
 */
package io.github.qisaws.recovery;
