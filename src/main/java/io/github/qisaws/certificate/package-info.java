/**
 * The certificate of a load balancer: read from PEM files or self-signed, checked, and imported into ACM, so that its
 * private key is in no state.
 */
package io.github.qisaws.certificate;
