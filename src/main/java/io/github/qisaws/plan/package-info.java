/** The typed plan, read from the JSON of {@code terraform show -json}; nothing secret survives the reading. */
package io.github.qisaws.plan;
