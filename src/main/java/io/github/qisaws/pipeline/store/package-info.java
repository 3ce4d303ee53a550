/** Sealed plans in the bucket of the state, between the job that plans and the one that applies. */
package io.github.qisaws.pipeline.store;
