/**
 * The project's folders, and what a command needs to work on an environment: its configuration, and an initialized folder in
 * which Terraform runs. Verbs belong in {@code pipeline}.
 */
package io.github.qisaws.workspace;
