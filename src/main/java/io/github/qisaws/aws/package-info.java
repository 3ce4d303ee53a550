/**
 * Calls to AWS that Terraform does not make. No other package uses the AWS SDK. A part that tests must be able to play is an
 * interface with one implementation beside it. Decisions do not belong here: what an answer means is decided by the caller.
 */
package io.github.qisaws.aws;
