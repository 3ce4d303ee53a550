package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.plan.Plan.FailedCheck;
import io.github.qisaws.plan.Plan.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules about the plan as a whole: incomplete plans, too many destroys, checks that did not pass. */
final class WholePlan implements Rule {
    @Override
    public Stream<Finding> judge(Case subject) {
        List<Finding> findings = new ArrayList<>();
        Header header = subject.plan().header();
        incomplete(header).ifPresent(findings::add);
        notApplyable(subject).ifPresent(findings::add);
        subject.plan().checks().stream()
                .filter(check -> !check.isPending())
                .forEach(check -> findings.add(Finding.of(
                        RuleName.CHECK_FAILED,
                        Level.WARN,
                        check.address(),
                        words(check),
                        "Resolve the cause before you apply.")));
        manyDestroys(subject, findings);
        programs(subject, findings);
        return findings.stream();
    }

    private static String words(FailedCheck check) {
        if (check.message().isBlank()) {
            return check.status().equals("error")
                    ? "Terraform could not evaluate this check."
                    : "Terraform check failed.";
        }
        return "Terraform check failed: " + check.message();
    }

    private static Optional<Finding> incomplete(Header header) {
        Postponements postponed = new Postponements(header.postponed());
        String words = postponed.words();
        if (header.errored()) {
            return Optional.of(incomplete(
                    Level.BLOCK,
                    ("Planning failed, so this plan does not show every change. " + words).strip(),
                    "Fix the error, then plan again."));
        }
        if (!words.isEmpty()) {
            return Optional.of(incomplete(
                    Level.WARN,
                    words,
                    postponed.needAnotherPlan()
                            ? "Plan again after the apply."
                            : "Find out what each action does before you apply."));
        }
        if (!header.complete()) {
            return Optional.of(incomplete(
                    Level.WARN,
                    "This plan does not contain every change, for example because it was limited with -target.",
                    "Plan again after the apply, without a limit."));
        }
        return header.omitted() == 0
                ? Optional.empty()
                : Optional.of(incomplete(
                        Level.WARN,
                        "This plan does not mention " + ResourceWords.count(header.omitted(), "resource")
                                + " in the state, for example because it was limited with -target.",
                        "Plan again, without a limit."));
    }

    /** Terraform marks a plan as not applyable if planning failed, or if the plan has no changes. */
    private static Optional<Finding> notApplyable(Case subject) {
        boolean changes = subject.changes().findAny().isPresent()
                || !subject.plan().outputs().isEmpty();
        Header header = subject.plan().header();
        return header.applyable() || header.errored() || !changes
                ? Optional.empty()
                : Optional.of(incomplete(
                        Level.NOTE,
                        "Terraform marks this plan as one that cannot be applied, although it has changes.",
                        "Plan again."));
    }

    private static Finding incomplete(Level level, String words, String fix) {
        return Finding.of(RuleName.PLAN_INCOMPLETE, level, "", words, fix);
    }

    /** Programs do what they want with the credentials, and no plan shows it. */
    private static void programs(Case subject, List<Finding> findings) {
        subject.plan().programs().stream()
                .filter(program -> runs(program, subject))
                .forEach(program -> findings.add(Finding.of(
                        RuleName.RUNS_PROGRAM,
                        Level.BLOCK,
                        program.address(),
                        ResourceWords.capital(program.kind()) + " of " + program.address()
                                + " runs a program with the credentials of this machine. The plan does not show what it"
                                + " does.",
                        "Remove it, or accept rule runs-program with a reason in the environment file.")));
    }

    /** A provisioner runs when its resource is created or destroyed; a data source at every plan. */
    private static boolean runs(Plan.Program program, Case subject) {
        return program.always()
                || subject.changes()
                        .filter(change -> change.action() != Action.UPDATE && change.action() != Action.FORGET)
                        .anyMatch(change -> change.address().withoutKeys().equals(program.address()));
    }

    private static void manyDestroys(Case subject, List<Finding> findings) {
        List<String> destroyed = subject.changes()
                .filter(change -> change.action().removes())
                .map(Change::name)
                .filter(name -> !subject.policy().allowedDestroys().contains(name))
                .toList();
        int most = subject.policy().maxDestroys();
        if (destroyed.size() > most) {
            findings.add(Finding.of(
                    RuleName.MANY_DESTROYS,
                    Level.BLOCK,
                    "",
                    destroyed.size() + " resources will be destroyed, replaced, or removed from state; the limit is "
                            + most + ".",
                    "If this is intended, accept rule many-destroys with a reason in the environment file."));
        }
    }
}
