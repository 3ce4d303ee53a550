/**
 * The Terraform modules in Java, one class per component, written to {@code modules/} as HCL JSON. No other package uses
 * CDKTF's AWS bindings.
 */
package io.github.qisaws.module;
