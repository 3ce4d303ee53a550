/** The environment file: its keys, its rules, and the typed environment that the rest of the tool works with. */
package io.github.qisaws.environment;
