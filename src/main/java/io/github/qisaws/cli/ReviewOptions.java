package io.github.qisaws.cli;

import io.github.qisaws.problem.Effects;
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
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options for the output of a review. */
final class ReviewOptions {
    private static final int USUAL_WIDTH = 100;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--full", description = "Print long lists in full.")
    private boolean full;

    @Option(names = "--json", description = "Print the review as JSON.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Also write the review as an HTML file.")
    private Optional<Path> html = Optional.empty();

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Also write the review as Markdown, for a pull request comment.")
    private Optional<Path> markdown = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "URL",
            description = "URL or file name of the full report, linked from the Markdown (default: the --html file).")
    private Optional<String> report = Optional.empty();

    /** Whether JSON was asked for. */
    boolean isJson() {
        return json;
    }

    void show(Console console, Review review) {
        console.print(json ? JsonView.render(review) : TerminalView.render(review, terminal(console)));
        html.ifPresent(file -> write(file, HtmlView.render(review)));
        markdown.ifPresent(file -> write(file, MarkdownView.render(List.of(review), place())));
    }

    /**
     * Shows the review of a stored plan with the hash of its plan file, which {@code apply --plan-hash} requires. JSON
     * output contains only the review.
     */
    void show(Console console, Review review, String hash) {
        show(console, review);
        if (!json) {
            console.print("\nPlan file SHA-256: " + hash + "\n");
        }
        markdown.ifPresent(file ->
                write(file, MarkdownView.render(List.of(review), place()) + "\nPlan file SHA-256: `" + hash + "`\n"));
    }

    /**
     * Shows several reviews: on the terminal one after the other, as one JSON array, in one Markdown file, in one HTML
     * file each.
     */
    void showAll(Console console, List<Review> reviews) {
        if (json) {
            console.print(reviews.stream().map(JsonView::render).collect(Collectors.joining(",\n", "[\n", "]\n")));
        } else {
            reviews.forEach(review -> console.print(TerminalView.render(review, terminal(console)) + "\n"));
        }
        html.ifPresent(file -> {
            List<String> names =
                    FileNames.of(reviews.stream().map(Review::environment).toList());
            for (int index = 0; index < reviews.size(); index++) {
                write(named(file, names.get(index)), HtmlView.render(reviews.get(index)));
            }
        });
        markdown.ifPresent(file -> write(file, MarkdownView.render(reviews, place())));
    }

    /** The HTML file of one environment, for example review-production.html for review.html. */
    private static Path named(Path file, String environment) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        return file.resolveSibling(name.substring(0, dot) + "-" + environment + name.substring(dot));
    }

    private String place() {
        return report.or(() -> html.map(Path::toString)).orElse("");
    }

    static TerminalView.Options terminal(Console console, boolean full) {
        return new TerminalView.Options(width(), console.color(), full);
    }

    private TerminalView.Options terminal(Console console) {
        return terminal(console, full);
    }

    void write(Path file, String text) {
        Effects effects = ((QisAws) command.root().userObject()).effects();
        try {
            Files.writeString(file, text);
            effects.add("wrote " + file);
        } catch (IOException e) {
            if (Files.exists(file)) {
                effects.add("possibly wrote a part of " + file);
            }
            throw new Problem(
                            ExitCode.FAILED,
                            "cannot write the report " + file,
                            e.getClass().getSimpleName() + ": " + e.getMessage(),
                            "Name a file in an existing folder with write permission.")
                    .causedBy(e);
        }
    }

    /** The terminal's width in columns, as shells export it. */
    private static int width() {
        String columns = System.getenv().getOrDefault("COLUMNS", "");
        return columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }
}
