/**
 * Moves a QIS that runs elsewhere into an environment: database dump and images go to a staging bucket, from which a
 * server of the environment loads them.
 */
package io.github.qisaws.migration;
