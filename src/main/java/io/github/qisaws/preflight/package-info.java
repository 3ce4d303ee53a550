/**
 * Asks AWS, read-only and while Terraform plans, what could stop an apply. Each question is a small class: what it asks,
 * and how the answer is judged against the environment and the plan. The findings are part of the review.
 */
package io.github.qisaws.preflight;
