package io.github.qisaws.cli;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.view.HtmlView;
import io.github.qisaws.review.view.JsonView;
import io.github.qisaws.review.view.MarkdownView;
import io.github.qisaws.review.view.TerminalView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a review is shown. */
final class ReviewOptions {
    private static final int USUAL_WIDTH = 100;

    @Option(names = "--full", description = "Show everything instead of folding long lists.")
    private boolean full;

    @Option(names = "--json", description = "The review as JSON on standard output.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the review as one HTML file too.")
    private Optional<Path> html = Optional.empty();

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Write the review as Markdown for a pull request too.")
    private Optional<Path> markdown = Optional.empty();

    void show(Console console, Review review) {
        console.print(
                json
                        ? JsonView.render(review)
                        : TerminalView.render(review, new TerminalView.Options(width(), console.color(), full)));
        html.ifPresent(file -> write(file, HtmlView.render(review)));
        markdown.ifPresent(file -> write(
                file,
                MarkdownView.render(List.of(review), html.map(Path::toString).orElse(""))));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.FAILED,
                            "the report " + file + " cannot be written",
                            e.getClass().getSimpleName() + ": " + e.getMessage(),
                            "name a file in a folder that can be written.",
                            "Nothing in AWS was changed.")
                    .causedBy(e);
        }
    }

    /** The terminal's width as shells export it. */
    private static int width() {
        String columns = System.getenv().getOrDefault("COLUMNS", "");
        return columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }
}
