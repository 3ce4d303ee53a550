/** One model, four views: terminal, Markdown, HTML and JSON. */
package io.github.qisaws.review.view;
