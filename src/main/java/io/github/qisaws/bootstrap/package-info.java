/**
 * Creates the bucket and the KMS key of Terraform's state, and moves their own state into the bucket.
 */
package io.github.qisaws.bootstrap;
