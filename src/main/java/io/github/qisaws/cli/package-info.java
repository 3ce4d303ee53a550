/**
 * Commands, options, streams, and exit codes. A command parses its arguments, calls one verb, and prints the result.
 * What a verb does belongs in {@code pipeline}; this is the only package that uses picocli.
 */
package io.github.qisaws.cli;
