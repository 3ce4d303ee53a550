/**
 * Machine images of an environment: built, listed, promoted, and copied to other regions.
 */
package io.github.qisaws.image;
