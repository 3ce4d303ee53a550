/** The servers' images: builds, and listing, promotion, and copies of AMIs. */
package io.github.qisaws.image;
