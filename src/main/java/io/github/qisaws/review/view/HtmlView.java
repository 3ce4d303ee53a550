package io.github.qisaws.review.view;

import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Plan.OutputChange;
import io.github.qisaws.review.Component;
import io.github.qisaws.review.Item;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import java.util.List;
import java.util.Locale;

/** The review as one HTML file without external resources, for screens in light and dark mode, printers, and screen readers. */
public final class HtmlView {
    private static final int LONGEST_VALUE = 4_000;

    private final HtmlWriter out = new HtmlWriter();
    private final Review review;

    private HtmlView(Review review) {
        this.review = review;
    }

    public static String render(Review review) {
        HtmlView view = new HtmlView(review);
        String title = view.title();
        view.out.head(title);
        view.verdict(title);
        view.out.raw("<main id=\"main\">\n");
        view.findings();
        view.pending();
        view.picture();
        view.changes();
        view.drift();
        view.outputs();
        view.out.raw("</main>\n");
        return view.out.end();
    }

    private String title() {
        String name = review.environment().isEmpty() ? "" : review.environment() + ": ";
        return review.verdict().word() + " – " + name + review.sentence();
    }

    private void verdict(String title) {
        out.raw("<header class=\"verdict ")
                .raw(review.verdict().name().toLowerCase(Locale.ROOT))
                .raw("\">\n")
                .element("h1", title)
                .element(
                        "p",
                        "Planned with Terraform or OpenTofu "
                                + review.plan().header().engineVersion() + ". Sensitive values are hidden.");
        review.cost().ifPresent(cost -> out.element("p", "Estimated cost: " + cost.sentence() + "."));
        out.raw("</header>\n");
    }

    private void findings() {
        if (review.findings().isEmpty()) {
            return;
        }
        out.raw("<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">Findings</h2>\n<ol class=\"findings\">\n");
        review.findings().forEach(this::finding);
        out.raw("</ol>\n</section>\n");
    }

    private void pending() {
        review.pending().ifPresent(line -> out.raw("<details class=\"quiet\"><summary>")
                .text(line)
                .raw("</summary>\n<p>")
                .text(String.join(", ", review.pendingChecks()))
                .raw("</p></details>\n"));
    }

    private void finding(Finding finding) {
        boolean accepted = finding.accepted().isPresent();
        String level = accepted ? "note" : finding.level().name().toLowerCase(Locale.ROOT);
        String word = accepted
                ? "☑ Accepted"
                : finding.level().sign() + " " + finding.level().word();
        out.raw("<li class=\"finding ")
                .raw(level)
                .raw("\">\n<p><span class=\"level\">")
                .text(word + ": ");
        out.text(finding.rule().title())
                .raw("</span> <code>")
                .text(finding.rule().id())
                .raw("</code></p>\n");
        if (!finding.subject().isEmpty()) {
            out.raw("<p>").element("code", finding.subject()).raw("</p>\n");
        }
        out.element("p", finding.words());
        out.element(
                "p",
                "→ " + finding.accepted().map(reason -> "Accepted: " + reason).orElse(finding.fix()));
        out.raw("</li>\n");
    }

    private void picture() {
        String svg = Picture.of(review.components());
        if (!svg.isEmpty()) {
            out.raw("<section aria-labelledby=\"parts\">\n<h2 id=\"parts\">Components</h2>\n<figure>\n")
                    .raw(svg);
            out.raw(
                    "<figcaption class=\"quiet\">An arrow points to the component that uses the outputs of the other one."
                            + " A thick frame marks a change, a dashed frame a data loss.</figcaption>\n</figure>\n</section>\n");
        }
    }

    private void changes() {
        if (review.counts().total() == 0) {
            return;
        }
        out.raw("<section aria-labelledby=\"changes\">\n<h2 id=\"changes\">Changes</h2>\n");
        Toolbar.write(out, review);
        review.components().stream().filter(Component::isTouched).forEach(this::component);
        out.raw("</section>\n");
    }

    private void component(Component component) {
        out.raw("<section data-component>\n").element("h3", component.title());
        String words = component.counts().words() + ". " + component.headline();
        out.raw("<p class=\"quiet\">").text(words.strip()).raw("</p>\n");
        component.items().forEach(this::item);
        out.raw("</section>\n");
    }

    private void item(Item item) {
        List<Attribute> differences = item.differences();
        String kind = Toolbar.kind(item);
        String mark = "resource" + (Loss.of(item) ? " loses" : "");
        if (differences.isEmpty()) {
            out.raw("<div class=\"" + mark + " plain\" data-kind=\"" + kind + "\">");
            headline(item);
            out.raw("</div>\n");
            return;
        }
        out.raw("<details class=\"" + mark + "\" data-kind=\"" + kind + "\"><summary>");
        headline(item);
        out.raw("</summary>\n");
        differences.forEach(this::difference);
        out.raw("</details>\n");
    }

    private void headline(Item item) {
        out.raw("<span class=\"sign\" aria-hidden=\"true\">")
                .text(item.change().action().sign())
                .raw("</span> ");
        out.text(item.sentence());
        item.loss().filter(loss -> Loss.of(item)).ifPresent(loss -> out.raw(" <strong>")
                .text("Data loss: " + loss + ".")
                .raw("</strong>"));
        out.element("code", item.change().name());
    }

    private void difference(Attribute attribute) {
        out.raw("<div class=\"difference\"><span class=\"path\">")
                .text(attribute.path())
                .raw("</span>");
        out.raw("<span class=\"quiet\">").text(Texts.remark(attribute)).raw("</span>");
        if (Texts.needsLines(attribute)) {
            lines(attribute);
        } else {
            out.raw("<dl><dt>before</dt><dd><code><del>").text(shown(Texts.value(attribute.before())));
            out.raw("</del></code></dd><dt>after</dt><dd><code><ins>").text(shown(Texts.value(attribute.after())));
            out.raw("</ins></code></dd></dl>");
        }
        out.raw("</div>\n");
    }

    private void lines(Attribute attribute) {
        out.raw("<pre>");
        for (TextDiff.Line line :
                TextDiff.of(attribute.before().text(), attribute.after().text())) {
            String mark = line.sign() == '+' ? " class=\"plus\"" : line.sign() == '-' ? " class=\"minus\"" : "";
            out.raw("<span" + mark + ">").text(line.sign() + " " + line.text()).raw("</span>");
        }
        out.raw("</pre>");
    }

    private static String shown(String value) {
        return Texts.shortened(value, LONGEST_VALUE);
    }

    private void drift() {
        List<Item> drift = review.drift();
        if (!drift.isEmpty()) {
            out.raw("<section aria-labelledby=\"drift\">\n<h2 id=\"drift\">Changed outside Terraform</h2>\n");
            drift.forEach(this::item);
            out.raw("</section>\n");
        }
    }

    private void outputs() {
        List<OutputChange> outputs = review.plan().outputs();
        if (!outputs.isEmpty()) {
            out.raw("<section aria-labelledby=\"outputs\">\n<h2 id=\"outputs\">Outputs</h2>\n<ul>\n");
            outputs.forEach(output -> out.element("li", OutputLine.of(output)));
            out.raw("</ul>\n</section>\n");
        }
    }
}
