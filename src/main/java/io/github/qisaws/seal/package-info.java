/** The seal of a plan: what it was made from, and whether that still holds when it is applied. */
package io.github.qisaws.seal;
