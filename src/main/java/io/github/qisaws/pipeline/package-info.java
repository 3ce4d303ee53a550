/**
 * The verbs: each class does the work of one command, as a sequence of stages. Code that several verbs share belongs
 * in a package of its own, such as {@code workspace} or {@code seal}.
 */
package io.github.qisaws.pipeline;
