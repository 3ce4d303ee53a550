/** Creation and repair of the state bucket and its KMS key. */
package io.github.qisaws.bootstrap;
