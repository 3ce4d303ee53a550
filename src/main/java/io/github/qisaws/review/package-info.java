/** The review of a plan: what happens to each component, and what a person must look at. */
package io.github.qisaws.review;
