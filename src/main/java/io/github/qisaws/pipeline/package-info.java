/**
 * The verbs: each class is a command's work, with its stages in order. What several verbs share belongs in a package of its
 * own, such as {@code workspace} or {@code seal}.
 */
package io.github.qisaws.pipeline;
