package io.github.qisaws.migration;

/**
 * An image at its source.
 *
 * @param path below the source, with {@code /} as separator
 * @param version changes with the content: modification time or ETag
 */
record SourceFile(String path, long bytes, String version) {}
