/**
 * A declared shape of a YAML file, and what follows from one declaration: reading with positions, mistakes with
 * suggestions, the JSON Schema, the reference table. Knows nothing of QIS or AWS.
 */
package io.github.qisaws.environment.schema;
