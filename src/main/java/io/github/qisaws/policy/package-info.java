/**
 * The guard's policy for an environment, from its file and the allowed addresses, and the organization's policies in
 * Rego.
 */
package io.github.qisaws.policy;
