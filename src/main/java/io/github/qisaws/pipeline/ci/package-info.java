/** Pipelines of GitHub and GitLab that plan pull requests, apply what was reviewed, and look for drift. */
package io.github.qisaws.pipeline.ci;
