/**
 * Generates the Terraform configuration of an environment with CDKTF, and checks without CDKTF whether it is up to
 * date.
 */
package io.github.qisaws.synth;
