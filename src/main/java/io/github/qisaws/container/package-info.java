/** The container engine of this machine: Docker, Podman, or another engine with Docker's API. */
package io.github.qisaws.container;
