/**
 * What the guard holds the plans of an environment to: rules of its file, allowed addresses, and the policies of its
 * organization in Rego.
 */
package io.github.qisaws.policy;
