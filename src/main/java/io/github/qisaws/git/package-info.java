/**
 * Git commands that only read: the commit that is checked out, and the files that changed since another one.
 */
package io.github.qisaws.git;
