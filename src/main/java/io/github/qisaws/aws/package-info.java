/**
 * AWS calls that Terraform does not make. Only this package uses the AWS SDK. Where tests replace AWS, there is an
 * interface with one implementation. Decisions belong to the callers.
 */
package io.github.qisaws.aws;
