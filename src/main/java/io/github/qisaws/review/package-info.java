/**
 * The review of a plan: its changes by component, with the findings of the guard, and the drift of an environment.
 *
 * <p>The rules are in {@code guard}, the output formats in {@code view}. Nothing here starts processes or calls AWS.
 */
package io.github.qisaws.review;
