/** Read-only git commands: the checked-out commit, and the files changed since another commit. */
package io.github.qisaws.git;
