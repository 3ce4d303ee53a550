/**
 * Saved plans: the sealed folder with its manifest, the check that nothing has changed since planning, and stored
 * plans in the state bucket.
 */
package io.github.qisaws.seal;
