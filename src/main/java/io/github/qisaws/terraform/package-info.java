/**
 * Terraform or OpenTofu: its verbs, its events, its outcomes, its version, and its provider. Which plan is made, and whether it
 * may be applied, is decided elsewhere.
 */
package io.github.qisaws.terraform;
