/** From the backups of an environment to the changes of its file that bring its data back. */
package io.github.qisaws.pipeline.restore;
