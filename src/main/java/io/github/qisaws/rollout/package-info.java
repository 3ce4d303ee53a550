/** Follows what AWS does after an apply until the site serves: instance refreshes, ECS deployments, target health. */
package io.github.qisaws.rollout;
