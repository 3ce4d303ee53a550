/**
 * The pipelines for GitHub and GitLab that {@code ci init} writes, and the IAM policies with which AWS trusts their
 * jobs.
 */
package io.github.qisaws.ci;
