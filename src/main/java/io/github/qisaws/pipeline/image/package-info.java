/** The servers' machine images in an account: built, listed, promoted, copied to other regions. */
package io.github.qisaws.pipeline.image;
