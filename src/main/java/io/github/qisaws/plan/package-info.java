/**
 * The typed plan, read from the JSON of {@code terraform show -json}, with secrets masked.
 *
 * <p>Only this package reads plan JSON. It does not judge the changes; {@code review.guard} does.
 */
package io.github.qisaws.plan;
