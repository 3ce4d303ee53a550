package io.github.qisaws.review.view;

import io.github.qisaws.plan.Plan.OutputChange;
import io.github.qisaws.review.Component;
import io.github.qisaws.review.Item;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.ResourceWords;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** One comment for a pull request: for all environments the verdict, the findings, and the folded details. */
public final class MarkdownView {
    /** The first line of every comment. Pipelines find the comment by it, to update it in place. */
    public static final String MARKER = "<!-- qis-aws -->";

    /** Most characters that GitHub accepts in a comment; GitLab accepts more. */
    public static final int LONGEST = 65_536;

    private static final Pattern ADDRESS = Pattern.compile("https://[A-Za-z0-9._~:/?#&=%+-]{1,300}");

    private static final int RESERVE = 600;
    private static final int LONGEST_TEXT = 400;

    private final Budget budget;
    private final String report;

    private MarkdownView(Budget budget, String report) {
        this.budget = budget;
        this.report = report;
    }

    /**
     * Writes the comment.
     *
     * @param report location of the full report: a URL, or words such as "the artifact review.html"
     */
    public static String render(List<Review> reviews, String report) {
        List<Review> sorted = reviews.stream()
                .sorted(Comparator.comparing(Review::verdict).thenComparing(Review::environment))
                .toList();
        MarkdownView view = new MarkdownView(new Budget(LONGEST - RESERVE), report);
        view.head(sorted);
        sorted.forEach(view::findings);
        sorted.forEach(view::pending);
        sorted.forEach(view::details);
        return view.budget.text() + view.end();
    }

    private void head(List<Review> reviews) {
        Verdict worst = reviews.stream()
                .map(Review::verdict)
                .min(Comparator.naturalOrder())
                .orElse(Verdict.UNCHANGED);
        String first = reviews.isEmpty() ? "No plan to review." : headline(worst, reviews);
        budget.must(MARKER + "\n## " + first + "\n\n");
        if (reviews.size() > 1) {
            budget.add(table(reviews));
        }
    }

    private static String headline(Verdict worst, List<Review> reviews) {
        if (reviews.size() == 1) {
            return sign(worst) + " " + worst.word() + ": " + named(reviews.get(0))
                    + reviews.get(0).sentence();
        }
        long same = reviews.stream().filter(review -> review.verdict() == worst).count();
        return sign(worst) + " " + worst.word() + ": " + same + " of "
                + ResourceWords.count(reviews.size(), "environment");
    }

    private static String table(List<Review> reviews) {
        StringBuilder rows = new StringBuilder("| Environment | Verdict | Summary |\n| --- | --- | --- |\n");
        for (Review review : reviews) {
            rows.append("| ").append(Markdown.code(review.environment())).append(" | ");
            rows.append(sign(review.verdict()))
                    .append(' ')
                    .append(review.verdict().word())
                    .append(" | ");
            rows.append(Markdown.text(ResourceWords.capital(review.sentence()))).append(" |\n");
        }
        return rows.append('\n').toString();
    }

    private void findings(Review review) {
        if (review.findings().isEmpty()) {
            return;
        }
        budget.add("### Findings" + (review.environment().isEmpty() ? "" : ": " + Markdown.text(review.environment()))
                + "\n\n");
        List<String> blocks =
                review.findings().stream().map(MarkdownView::finding).toList();
        budget.addSome(
                blocks, left -> ResourceWords.count(left, "more finding") + ": see " + Markdown.text(report) + ".\n");
        budget.add("\n");
    }

    private void pending(Review review) {
        String name = named(review);
        review.pending().ifPresent(line -> budget.add(name + line + "\n\n"));
    }

    private static String finding(Finding finding) {
        String state = finding.accepted().isPresent()
                ? "☑ Accepted"
                : finding.level().sign() + " " + finding.level().word();
        String subject = finding.subject().isEmpty() ? "" : "<br>" + Markdown.code(finding.subject());
        String then = finding.accepted().map(reason -> "Accepted: " + reason).orElse(finding.fix());
        return "- **" + state + ": " + finding.rule().title() + "** "
                + Markdown.code(finding.rule().id()) + subject
                + "<br>" + Markdown.text(Texts.shortened(finding.words(), LONGEST_TEXT)) + "<br>→ "
                + Markdown.text(Texts.shortened(then, LONGEST_TEXT)) + "\n";
    }

    private void details(Review review) {
        List<OutputChange> outputs = review.plan().outputs();
        if (review.counts().total() == 0 && review.drift().isEmpty() && outputs.isEmpty()) {
            return;
        }
        budget.add("### Changes" + (review.environment().isEmpty() ? "" : ": " + Markdown.text(review.environment()))
                + "\n\n");
        review.cost().ifPresent(cost -> budget.add("Estimated cost: " + Markdown.text(cost.sentence()) + ".\n\n"));
        review.components().stream().filter(Component::isTouched).forEach(this::component);
        if (!review.drift().isEmpty()) {
            folded(
                    "Changed outside Terraform: "
                            + ResourceWords.count(review.drift().size(), "resource"),
                    review.drift());
        }
        if (!outputs.isEmpty()) {
            blocks(
                    "Outputs: " + ResourceWords.count(outputs.size(), "change"),
                    "output",
                    outputs.stream().map(MarkdownView::output).toList());
        }
    }

    private static String output(OutputChange output) {
        return "- " + Markdown.code(output.action().sign()) + " " + Markdown.text(OutputLine.of(output)) + "\n";
    }

    private void component(Component component) {
        String summary = "<b>" + Markdown.html(component.title()) + "</b>: "
                + Markdown.html((component.counts().words() + ". " + component.headline()).strip());
        folded(summary, component.items());
    }

    private void folded(String summary, List<Item> items) {
        blocks(summary, "resource", items.stream().map(MarkdownView::item).toList());
    }

    private void blocks(String summary, String noun, List<String> blocks) {
        String open = "<details><summary>" + summary + "</summary>\n\n";
        if (!budget.opens(open)) {
            return;
        }
        budget.addSome(
                blocks, left -> ResourceWords.count(left, "more " + noun) + ": see " + Markdown.text(report) + ".\n\n");
        budget.must("</details>\n\n");
    }

    private static String item(Item item) {
        String head = "- " + Markdown.code(item.change().action().sign()) + " " + Markdown.text(item.sentence())
                + "<br>" + Markdown.code(item.change().name()) + "\n";
        StringBuilder lines = new StringBuilder();
        item.differences().forEach(each -> Diffs.append(lines, each));
        return lines.isEmpty() ? head : head + Markdown.fenced("diff", lines.toString(), "  ");
    }

    private String end() {
        String left = budget.left() > 0
                ? "**" + ResourceWords.count(budget.left(), "part") + " omitted, because a comment can have at most "
                        + LONGEST + " characters.** "
                : "";
        return left + "Full report: " + place() + "\n";
    }

    /** A URL becomes a link; any other text stays plain. */
    private String place() {
        return ADDRESS.matcher(report).matches()
                ? "<" + report + ">"
                : Markdown.text(Texts.shortened(report, LONGEST_TEXT / 2));
    }

    private static String named(Review review) {
        return review.environment().isEmpty() ? "" : Markdown.text(review.environment()) + ": ";
    }

    private static String sign(Verdict verdict) {
        return switch (verdict) {
            case BLOCKED -> "⛔";
            case LOOK -> "⚠️";
            case GOOD, UNCHANGED -> "✅";
        };
    }
}
