/** The guard: pure judgement of a plan by rules about dangerous change. */
package io.github.qisaws.review.guard;
