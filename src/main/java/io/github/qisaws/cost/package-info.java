/**
 * The monthly cost of planned resources, from a dated price file.
 *
 * <p>A resource without a price is reported as unknown and never counted as zero. Usage-based charges are listed, not
 * estimated.
 */
package io.github.qisaws.cost;
