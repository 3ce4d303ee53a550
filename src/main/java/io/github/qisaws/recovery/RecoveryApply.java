package io.github.qisaws.recovery;

import io.github.qisaws.aws.EnvironmentAccount;
import io.github.qisaws.aws.OpenSecurityGroups;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.ProgressReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The end of a recovery: finds, plans, shows, asks and applies. */
public final class RecoveryApply {
    private final OpenEnvironment environment;
    private final String name;
    private final Mode mode;
    private final List<Run> runs;
    private final ProgressLog log;
    private final EnvironmentAccount account;
    private List<Tagged> tagged = List.of();

    /**
     * The end of a recovery.
     *
     * @param runs what was interrupted; may be empty
     */
    public RecoveryApply(OpenEnvironment environment, EnvironmentAccount account, List<Run> runs, ProgressLog log) {
        this.environment = environment;
        this.name = environment.name();
        this.mode = mode(runs);
        this.runs = runs;
        this.log = log;
        this.account = account;
    }

    /** What was begun is finished: a destroy goes on as a destroy. */
    private static Mode mode(List<Run> runs) {
        boolean destroying = !runs.isEmpty() && runs.get(runs.size() - 1).isDestroy();
        return destroying ? Mode.DESTROY : Mode.NORMAL;
    }

    /** Whether there was anything to do. */
    public boolean finish(StaleLock lock, RecoveryRequest request) {
        Known known = Known.of(environment.engine().statePull());
        ImportSearch adoption = new ImportSearch(name, runs, account::find);
        if (mode == Mode.NORMAL) {
            search(known, adoption);
        }
        try (RecoveryPlan recovery = new RecoveryPlan(environment, mode, log)) {
            recovery.make(adoption, lock::released);
            // The tagging API is late by some seconds, and what it alone lists would be made twice.
            if (mode == Mode.NORMAL && search(known, adoption)) {
                recovery.make(adoption, lock::released);
            }
            while (!adoption.outdated().isEmpty()) {
                setAside(adoption.outdated(), known, lock, request);
                known = Known.of(environment.engine().statePull());
                search(known, adoption);
                recovery.make(adoption, lock::released);
            }
            tell(known, adoption);
            Review review =
                    environment.review(environment.engine(), recovery.file(), mode, request.allowed(), clear -> {});
            request.show().accept(review);
            List<OpenSecurityGroups.Rule> open = open(known, adoption);
            boolean changes = review.verdict() != Verdict.UNCHANGED;
            if (changes || !open.isEmpty()) {
                requireNotBlocked(review);
                request.ask().accept((mode == Mode.DESTROY ? "Go on destroying " : "Take this up in ") + name + "?");
                open.forEach(account::close);
            }
            if (changes) {
                apply(recovery.file(), review);
            }
            return changes || !open.isEmpty();
        }
    }

    /**
     * What a replacement was to destroy gets an address of its own, which the configuration does not have: the plan then
     * destroys it if it still exists, and its successor can be imported.
     */
    private void setAside(Set<String> addresses, Known known, StaleLock lock, RecoveryRequest request) {
        log.say("Replaced in AWS, but the state still has the old resource: "
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

    /** Whether it found something. */
    private boolean search(Known known, ImportSearch adoption) {
        tagged = Tagged.of(account.tagged(), name).stream()
                .filter(each -> environment.configured().deployment().calls().stream()
                        .anyMatch(call -> each.address().startsWith("module." + call.name() + ".")))
                .toList();
        return adoption.begin(known, tagged);
    }

    private void tell(Known known, ImportSearch adoption) {
        warn(tagged.stream().filter(known::hasAnother));
        if (!adoption.imports().isEmpty()) {
            log.say("Adopting " + adoption.imports().addresses().size() + " resources that the state does not know.");
        }
        warn(adoption.imports().others().stream());
    }

    private void warn(Stream<Tagged> others) {
        String list = others.map(each -> "  " + each.importId() + " (" + each.address() + ")")
                .collect(Collectors.joining("\n"));
        if (!list.isEmpty()) {
            log.say("These carry the tags of something else that is kept, and stay as they are. What is being deleted"
                    + " may show for some time; look at the rest:\n" + list);
        }
    }

    private List<OpenSecurityGroups.Rule> open(Known known, ImportSearch adoption) {
        if (mode != Mode.NORMAL) {
            return List.of();
        }
        Set<String> ids = new TreeSet<>(known.ids("aws_security_group"));
        ids.addAll(adoption.imports().ids("aws_security_group"));
        List<OpenSecurityGroups.Rule> open = account.openRules(ids);
        open.forEach(rule -> log.say("Security group " + rule.group() + " still lets everything out, by the rule "
                + rule.id() + " with which AWS makes each; it is taken away."));
        return open;
    }

    private void requireNotBlocked(Review review) {
        if (review.verdict() == Verdict.BLOCKED) {
            throw new Problem(
                            ExitCode.BLOCKED,
                            "the recovery of " + name + " is blocked",
                            review.sentence(),
                            "settle each finding of the review; a loss that is meant is allowed with"
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
