/**
 * A saved plan: its folder with a manifest of what it was made from, the check that this still holds, and its copy in the state
 * bucket.
 */
package io.github.qisaws.seal;
