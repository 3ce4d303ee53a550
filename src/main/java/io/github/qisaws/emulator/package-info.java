/**
 * The AWS emulator moto: its start in a container or as a Python process, and the settings with which Terraform uses
 * it.
 */
package io.github.qisaws.emulator;
