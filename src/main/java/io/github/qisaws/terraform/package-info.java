/**
 * Terraform or OpenTofu: commands, events, outcomes, versions, and the provider. Other packages decide what to plan
 * and whether a plan can be applied.
 */
package io.github.qisaws.terraform;
