/**
 * Runs other programs: their streams, their time limits, and their end, also when qis-aws is interrupted.
 */
package io.github.qisaws.process;
