/** Child processes: their streams, time limits, and termination, also when qis-aws is interrupted. */
package io.github.qisaws.process;
