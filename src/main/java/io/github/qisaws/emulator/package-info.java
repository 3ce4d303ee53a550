/**
 * Starts moto, an emulator of AWS, in a container or as a Python process, and stops it.
 */
package io.github.qisaws.emulator;
