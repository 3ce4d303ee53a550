/** The recovery points of an environment, and the steps to restore them. Read-only. */
package io.github.qisaws.restore;
