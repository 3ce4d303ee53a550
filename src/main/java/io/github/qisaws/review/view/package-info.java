/**
 * The output formats of a review and of drift: terminal, Markdown, HTML, and JSON.
 *
 * <p>All of them escape texts from plans. The sentences are those of the model, so that every format says the same.
 */
package io.github.qisaws.review.view;
