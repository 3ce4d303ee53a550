package io.github.qisaws.recovery;

import io.github.qisaws.aws.EnvironmentAccount;
import io.github.qisaws.aws.OpenSecurityGroups;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.policy.AllowedDestroys;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.ProgressReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completes a recovery: finds resources, plans, shows the review, asks for confirmation, and applies. */
public final class RecoveryApply {
    private final OpenEnvironment environment;
    private final String name;
    private final Mode mode;
    private final List<Run> runs;
    private final ProgressLog log;
    private final EnvironmentAccount account;
    private List<Tagged> tagged = List.of();

    /**
     * The last part of a recovery.
     *
     * @param runs the interrupted runs; may be empty
     */
    public RecoveryApply(OpenEnvironment environment, EnvironmentAccount account, List<Run> runs, ProgressLog log) {
        this.environment = environment;
        this.name = environment.name();
        this.mode = mode(runs);
        this.runs = runs;
        this.log = log;
        this.account = account;
    }

    /** The mode of the last interrupted run: an interrupted destroy is resumed as a destroy. */
    private static Mode mode(List<Run> runs) {
        boolean destroying = !runs.isEmpty() && runs.get(runs.size() - 1).isDestroy();
        return destroying ? Mode.DESTROY : Mode.NORMAL;
    }

    /** An interrupted destroy was confirmed for the whole environment, and its recovery asks again. */
    private AllowedDestroys allowed(RecoveryRequest request) {
        return mode == Mode.DESTROY
                ? AllowedDestroys.byDestroy(request.allowed())
                : AllowedDestroys.named(request.allowed());
    }

    /** Completes the recovery; returns whether there was anything to do. */
    public boolean finish(StaleLock lock, RecoveryRequest request) {
        return finish(lock, request, plan -> List.of());
    }

    /**
     * Completes the recovery; returns whether there was anything to do.
     *
     * @param others adds findings to the review of the recovery's plan
     */
    public boolean finish(StaleLock lock, RecoveryRequest request, Function<Plan, List<Finding>> others) {
        Known known = Known.of(environment.engine().statePull());
        ImportSearch found = new ImportSearch(name, runs, account::find);
        if (mode == Mode.NORMAL) {
            search(known, found);
        }
        try (RecoveryPlan recovery = new RecoveryPlan(environment, mode, log)) {
            recovery.make(found, lock::released);
            // The tagging API lists new resources some seconds late. A resource that only it lists would be created
            // twice.
            if (mode == Mode.NORMAL && search(known, found)) {
                recovery.make(found, lock::released);
            }
            while (!found.outdated().isEmpty()) {
                moveOld(found.outdated(), known, lock, request);
                known = Known.of(environment.engine().statePull());
                search(known, found);
                recovery.make(found, lock::released);
            }
            report(known, found);
            String reviewed = recovery.hash();
            Review review =
                    environment.review(environment.engine(), recovery.file(), allowed(request), clear -> {}, others);
            request.show().accept(review);
            List<OpenSecurityGroups.Rule> open = open(known, found);
            boolean changes = review.verdict() != Verdict.UNCHANGED;
            if (changes || !open.isEmpty()) {
                requireNotBlocked(review);
                request.ask()
                        .accept((mode == Mode.DESTROY ? "Continue to destroy " : "Apply this recovery to ") + name
                                + "?");
                open.forEach(account::close);
            }
            if (changes) {
                recovery.requireUnchanged(reviewed);
                apply(recovery.file(), review);
            }
            return changes || !open.isEmpty();
        }
    }

    /**
     * Moves the old resource of an interrupted replacement to an address that is not in the configuration. The plan
     * then destroys it if it still exists, and the new resource can be imported.
     */
    private void moveOld(Set<String> addresses, Known known, StaleLock lock, RecoveryRequest request) {
        log.say("Replaced in AWS, but the state still has the old resources: "
                + String.join(", ", new TreeSet<>(addresses)));
        request.ask()
                .accept("Move the old resource to another address in the state, so that the new one can be imported?");
        for (String address : addresses) {
            String aside = Replaced.aside(address, known);
            environment
                    .workspace()
                    .noted(
                            "moved " + address + " to " + aside + " in the state",
                            lock.released(() -> environment.engine().stateMove(address, aside)))
                    .orThrow();
        }
    }

    /** Searches the account by tags; returns whether there is anything new to import. */
    private boolean search(Known known, ImportSearch found) {
        tagged = Tagged.of(account.tagged(), name).stream()
                .filter(each -> environment.configured().deployment().calls().stream()
                        .anyMatch(call -> each.address().startsWith("module." + call.name() + ".")))
                .toList();
        return found.begin(known, tagged);
    }

    private void report(Known known, ImportSearch found) {
        warn(tagged.stream().filter(known::hasAnother));
        if (!found.imports().isEmpty()) {
            log.say("Importing " + found.imports().addresses().size() + " resources that are missing from the state.");
        }
        warn(found.imports().others().stream());
    }

    private void warn(Stream<Tagged> others) {
        String list = others.map(each -> "  " + each.importId() + " (" + each.address() + ")")
                .collect(Collectors.joining("\n"));
        if (!list.isEmpty()) {
            log.say("These resources are not imported, because another resource has the same tags. Resources that"
                    + " AWS is deleting may be listed for some time. Check the others:\n"
                    + list);
        }
    }

    private List<OpenSecurityGroups.Rule> open(Known known, ImportSearch found) {
        if (mode != Mode.NORMAL) {
            return List.of();
        }
        Set<String> ids = new TreeSet<>(known.ids("aws_security_group"));
        ids.addAll(found.imports().ids("aws_security_group"));
        List<OpenSecurityGroups.Rule> open = account.openRules(ids);
        open.forEach(rule -> log.say("Security group " + rule.group() + " allows all outbound traffic by rule "
                + rule.id() + ", which AWS adds to each new group. The recovery deletes this rule."));
        return open;
    }

    private void requireNotBlocked(Review review) {
        if (review.verdict() == Verdict.BLOCKED) {
            throw new Problem(
                            ExitCode.BLOCKED,
                            "the guard blocked the recovery of " + name,
                            review.sentence(),
                            "Resolve each finding. To allow an intended data loss, run qis-aws recover " + name
                                    + " --allow-destroy ADDRESS.")
                    .asException();
        }
    }

    private void apply(Path plan, Review review) {
        try (ProgressReport progress = new ProgressReport(log, "recovering", review.steps())) {
            environment.orThrow(Journaled.apply(environment.workspace(), mode, plan, review.steps(), progress));
        }
    }
}
