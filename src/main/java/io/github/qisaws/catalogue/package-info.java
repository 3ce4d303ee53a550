/**
 * The facts about each resource type, read from {@code resource-types.yaml}, and nothing else: what a fact leads to (a finding, a
 * price, an import) belongs to the package that uses it.
 */
package io.github.qisaws.catalogue;
