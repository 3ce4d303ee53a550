/** What planned resources cost a month, from a dated file of prices; what is not known is said to be unknown. */
package io.github.qisaws.cost;
