/**
 * Declarations of YAML files, and what is generated from them: the parser with positions and suggestions, the JSON
 * Schema, and the reference table. Independent of QIS and AWS.
 */
package io.github.qisaws.environment.schema;
