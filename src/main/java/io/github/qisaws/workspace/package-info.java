/**
 * The project's folders, and an environment as commands use it: with its configuration and an initialized folder in
 * which Terraform runs. Verbs belong in {@code pipeline}.
 */
package io.github.qisaws.workspace;
