/** The least IAM permissions that a deployer of an environment needs. */
package io.github.qisaws.permissions;
