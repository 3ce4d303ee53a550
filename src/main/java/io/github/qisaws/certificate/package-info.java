/**
 * Certificates of load balancers: read from PEM files or self-signed, checked, and imported into ACM without
 * Terraform, so that no state contains a private key.
 */
package io.github.qisaws.certificate;
