package io.github.qisaws.review.view;

import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Plan.OutputChange;
import io.github.qisaws.review.Component;
import io.github.qisaws.review.Item;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.Level;
import io.github.qisaws.review.guard.ResourceWords;
import io.github.qisaws.review.view.Page.Ink;
import java.util.List;

/** The review on a terminal: verdict, components, findings, then the changes in detail. */
public final class TerminalView {
    private static final int FOLDED_ITEMS = 12;
    private static final int FOLDED_DIFFERENCES = 8;
    private static final int FOLDED_FINDINGS = 20;

    private final Page page;
    private final boolean full;

    private TerminalView(Page page, boolean full) {
        this.page = page;
        this.full = full;
    }

    /**
     * Format of the output.
     *
     * @param width columns; a value outside 40 to 200 is replaced by the nearest limit
     * @param colour whether to use ANSI colors; no information depends on color alone
     * @param full whether to print long lists completely
     */
    public record Options(int width, boolean colour, boolean full) {}

    public static String render(Review review, Options options) {
        TerminalView view = new TerminalView(new Page(options.width(), options.colour()), options.full());
        view.verdict(review);
        view.components(review);
        view.cost(review);
        view.findings(review.findings());
        view.pending(review);
        view.changes(review);
        view.drift(review.drift());
        view.outputs(review.plan().outputs());
        return view.page.toString();
    }

    private void verdict(Review review) {
        String name = review.environment().isEmpty() ? "" : review.environment() + ": ";
        page.wrapped(ink(review.verdict()), review.verdict().word() + "  ", Clean.line(name + review.sentence()));
    }

    private void components(Review review) {
        List<Component> touched =
                review.components().stream().filter(Component::isTouched).toList();
        if (touched.isEmpty()) {
            return;
        }
        page.blank();
        page.line(Ink.BOLD, "Components");
        for (Component component : touched) {
            page.wrapped(
                    Ink.PLAIN,
                    "  ",
                    Clean.line(component.title()) + ": " + component.counts().words() + ".");
            if (!component.headline().isEmpty()) {
                page.wrapped(Ink.DIM, "      ", Clean.line(component.headline()));
            }
        }
        int untouched = review.components().size() - touched.size();
        if (untouched > 0) {
            page.wrapped(Ink.DIM, "  ", ResourceWords.count(untouched, "other component") + " unchanged.");
        }
    }

    private void cost(Review review) {
        review.cost().ifPresent(cost -> {
            page.blank();
            page.wrapped(Ink.PLAIN, "Estimated cost: ", Clean.line(cost.sentence()) + ".");
        });
    }

    private void findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        page.blank();
        page.line(Ink.BOLD, "Findings");
        int shown = full ? findings.size() : Math.min(findings.size(), FOLDED_FINDINGS);
        findings.subList(0, shown).forEach(this::finding);
        more(findings.size() - shown, "finding", "  ");
    }

    private void pending(Review review) {
        review.pending().ifPresent(line -> {
            page.blank();
            page.wrapped(Ink.DIM, "", line);
        });
    }

    private void finding(Finding finding) {
        Level level = finding.level();
        String state = finding.accepted().isPresent() ? "Accepted" : level.word();
        page.wrapped(
                finding.accepted().isPresent() ? Ink.DIM : ink(level),
                "  " + level.sign() + " ",
                state + ": " + finding.rule().title() + " [" + finding.rule().id() + "]");
        if (!finding.subject().isEmpty()) {
            page.wrapped(Ink.PLAIN, "    ", Clean.line(finding.subject()));
        }
        page.wrapped(Ink.PLAIN, "    ", Clean.line(finding.words()));
        page.wrapped(
                Ink.DIM,
                "    → ",
                finding.accepted()
                        .map(reason -> "Accepted: " + Clean.line(reason))
                        .orElse(Clean.line(finding.fix())));
    }

    private void changes(Review review) {
        if (review.counts().total() == 0) {
            return;
        }
        page.blank();
        page.line(Ink.BOLD, "Changes");
        review.components().stream().filter(Component::isTouched).forEach(this::component);
    }

    private void component(Component component) {
        page.wrapped(
                Ink.BOLD,
                "  ",
                Clean.line(
                        component.title() + (component.name().isEmpty() ? "" : " (module." + component.name() + ")")));
        int shown = full ? component.items().size() : Math.min(component.items().size(), FOLDED_ITEMS);
        component.items().subList(0, shown).forEach(this::item);
        more(component.items().size() - shown, "resource", "    ");
    }

    private void item(Item item) {
        String sign = String.format("    %-3s ", item.change().action().sign());
        page.wrapped(ink(item), sign, Clean.line(item.sentence()));
        if (page.width() >= 100) {
            page.line(Ink.DIM, "        " + Clean.line(item.change().name()));
        }
        List<Attribute> differences = item.differences();
        int shown = full ? differences.size() : Math.min(differences.size(), FOLDED_DIFFERENCES);
        differences.subList(0, shown).forEach(this::difference);
        more(differences.size() - shown, "attribute", "        ");
    }

    private void difference(Attribute attribute) {
        String path = Clean.line(attribute.path());
        if (Texts.needsLines(attribute)) {
            page.wrapped(Ink.PLAIN, "        ", path + ":" + Texts.remark(attribute));
            lines(attribute);
        } else {
            page.wrapped(
                    Ink.PLAIN,
                    "        ",
                    path + ": " + Texts.value(attribute.before()) + " → " + Texts.value(attribute.after())
                            + Texts.remark(attribute));
        }
    }

    private void lines(Attribute attribute) {
        List<TextDiff.Line> lines =
                TextDiff.of(attribute.before().text(), attribute.after().text());
        int shown = full ? lines.size() : Math.min(lines.size(), 3 * FOLDED_DIFFERENCES);
        for (TextDiff.Line line : lines.subList(0, shown)) {
            page.line(line.sign() == ' ' ? Ink.DIM : Ink.PLAIN, "          " + line.sign() + " " + line.text());
        }
        more(lines.size() - shown, "line", "          ");
    }

    private void drift(List<Item> drift) {
        if (!drift.isEmpty()) {
            page.blank();
            page.line(Ink.BOLD, "Changed outside Terraform");
            int shown = full ? drift.size() : Math.min(drift.size(), FOLDED_ITEMS);
            drift.subList(0, shown).forEach(this::item);
            more(drift.size() - shown, "resource", "    ");
        }
    }

    private void outputs(List<OutputChange> outputs) {
        if (!outputs.isEmpty()) {
            page.blank();
            page.line(Ink.BOLD, "Outputs");
            for (OutputChange output : outputs) {
                page.wrapped(
                        Ink.PLAIN, String.format("  %-3s ", output.action().sign()), Clean.line(OutputLine.of(output)));
            }
        }
    }

    private void more(int number, String what, String indent) {
        if (number > 0) {
            page.wrapped(Ink.DIM, indent, "… " + ResourceWords.count(number, "more " + what) + "; --full shows all");
        }
    }

    private static Ink ink(Verdict verdict) {
        return switch (verdict) {
            case BLOCKED -> Ink.RED;
            case LOOK -> Ink.YELLOW;
            case GOOD, UNCHANGED -> Ink.GREEN;
        };
    }

    private static Ink ink(Level level) {
        return switch (level) {
            case BLOCK -> Ink.RED;
            case WARN -> Ink.YELLOW;
            case NOTE -> Ink.PLAIN;
        };
    }

    private static Ink ink(Item item) {
        return item.change().action().removes() ? Ink.RED : Ink.PLAIN;
    }
}
