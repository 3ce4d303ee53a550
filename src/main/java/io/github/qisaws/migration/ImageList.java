package io.github.qisaws.migration;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The list of images that the server loads: one line for each, sorted by path. */
record ImageList(List<Line> lines) {
    ImageList {
        lines = lines.stream()
                .sorted(Comparator.comparing(line -> line.file().path(), ImageNames.ORDER))
                .toList();
    }

    /** An image with its checksum. */
    record Line(SourceFile file, String sha256) {}

    String text() {
        return lines.stream()
                .map(line -> line.sha256() + "\t" + line.file().bytes() + "\t"
                        + line.file().path() + "\n")
                .collect(Collectors.joining());
    }

    long bytes() {
        return lines.stream().mapToLong(line -> line.file().bytes()).sum();
    }
}
