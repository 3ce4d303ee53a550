/**
 * Writes the configuration of an environment as stable JSON with CDKTF, and tells without CDKTF whether it is current.
 */
package io.github.qisaws.synth;
