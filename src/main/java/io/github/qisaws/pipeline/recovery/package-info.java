/** What an interrupted apply left behind: its journal, and the resources that its state does not know. */
package io.github.qisaws.pipeline.recovery;
