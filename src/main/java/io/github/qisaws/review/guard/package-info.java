/**
 * The guard: rules about dangerous changes, evaluated for one plan.
 *
 * <p>A rule reads the plan, the contracts, and the policy, and nothing else. Rules of an organization, which run another
 * program, belong in {@code policy}.
 */
package io.github.qisaws.review.guard;
