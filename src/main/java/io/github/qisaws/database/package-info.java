/** The managed PostgreSQL database of an environment: which version it can reach, its snapshots, and its reboots. */
package io.github.qisaws.database;
