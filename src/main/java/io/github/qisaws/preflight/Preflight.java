package io.github.qisaws.preflight;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.schema.SourceMap;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.preflight.Question.Answer;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.Level;
import io.github.qisaws.review.guard.RuleName;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks AWS what could stop an apply, while Terraform plans. A question without an answer becomes a note, so neither a
 * missing permission nor a slow service stops the plan.
 */
public final class Preflight implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PATIENCE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 12;
    /** Failures whose reason can be in AWS. A region that is not enabled rejects the credentials. */
    private static final Set<ExitCode> OF_AWS = Set.of(ExitCode.FAILED, ExitCode.WRONG_ACCOUNT);

    private final SourceMap sources;
    private final Function<Question, Answer> asking;
    private final Function<Plan, Stream<Question>> ofPlan;
    private final ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE, Preflight::daemon);
    private final Map<Question, Future<Answer>> asked = new LinkedHashMap<>();

    /**
     * Asks nothing yet.
     *
     * @param asking how a question is asked
     * @param ofPlan the questions that depend on the plan
     */
    private Preflight(SourceMap sources, Function<Question, Answer> asking, Function<Plan, Stream<Question>> ofPlan) {
        this.sources = sources;
        this.asking = asking;
        this.ofPlan = ofPlan;
    }

    /** Asks nothing. */
    public static Preflight off(SourceMap sources) {
        return new Preflight(sources, question -> planned -> List.of(), plan -> Stream.empty());
    }

    /** Starts to ask what does not depend on the plan. */
    public static Preflight begin(Environment environment, SourceMap sources, AccountFacts account, Clock clock) {
        Preflight preflight = new Preflight(sources, question -> question.ask(account), plan -> Stream.of(
                        NameQuestion.of(environment.name(), plan),
                        RolloutQuestion.of(plan),
                        RebootQuestion.of(environment.name(), plan),
                        UpgradeQuestion.of(environment.name(), plan),
                        BackupQuestion.of(environment, clock, plan),
                        SnapshotQuestion.of(environment, plan))
                .flatMap(each -> each));
        questions(environment, clock).forEach(preflight::ask);
        return preflight;
    }

    /** The IAM actions that the questions about an environment need, without those about names; all are read-only. */
    public static Set<String> actions(Environment environment) {
        return questions(environment, Clock.systemUTC())
                .flatMap(question -> question.actions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Question> questions(Environment environment, Clock clock) {
        Stream<Question> always = Stream.of(
                new ZoneQuestion(environment),
                new EndpointQuestion(environment),
                new ClockQuestion(clock),
                new GroupRulesQuestion());
        Stream<Question> ofServers = environment.topology().instanceTypes().isEmpty()
                ? Stream.empty()
                : Stream.of(new InstanceTypeQuestion(environment), new VcpuQuestion(environment));
        return Stream.of(
                        always,
                        ofServers,
                        QuotaQuestion.ALL.stream(),
                        BucketQuestion.of(environment),
                        ImageQuestion.of(environment),
                        CertificateQuestion.of(environment, clock),
                        DatabaseQuestion.of(environment),
                        RouteQuestion.of(environment),
                        KeyQuestion.of(environment))
                .flatMap(each -> each);
    }

    private void ask(Question question) {
        asked.put(question, pool.submit(() -> asking.apply(question)));
    }

    /**
     * What stops the apply of a plan, or may stop it; asks also for the names in the plan. If nothing is created or
     * changed, only a failed rollout counts.
     */
    public List<Finding> findings(Plan plan) {
        boolean changes = plan.changes().stream().anyMatch(Preflight::needsAws);
        ofPlan.apply(plan)
                .filter(question -> changes || question.evenWithoutChanges())
                .forEach(this::ask);
        return new Answers(PATIENCE).judge(Planned.of(plan), question -> changes || question.evenWithoutChanges());
    }

    /** Nothing in AWS stops a change that only destroys or only concerns the state. */
    private static boolean needsAws(Change change) {
        return change.action().changesSomething()
                && change.action() != Action.DELETE
                && change.action() != Action.FORGET;
    }

    /** Runs a step of the plan; if it fails, the findings that block stand before the reason of the failure. */
    public <T> T explaining(Supplier<T> step) {
        try {
            return step.get();
        } catch (ProblemException e) {
            if (!OF_AWS.contains(e.problem().exitCode())) {
                throw e;
            }
            List<Finding> known = new Answers(PATIENCE_AFTER_FAILURE)
                    .judge(Planned.UNKNOWN, question -> true).stream()
                            .filter(finding -> finding.level() == Level.BLOCK)
                            .toList();
            throw known.isEmpty() ? e : explained(e, known);
        }
    }

    private static ProblemException explained(ProblemException failure, List<Finding> known) {
        Problem problem = failure.problem();
        return new Problem(
                        problem.exitCode(),
                        problem.what(),
                        lines(known, Finding::words) + "\n" + problem.why(),
                        lines(known, Finding::fix))
                .causedBy(failure);
    }

    private static String lines(List<Finding> findings, Function<Finding, String> part) {
        return findings.stream().map(part).distinct().collect(Collectors.joining("\n"));
    }

    /** Stops waiting for answers. */
    @Override
    public void close() {
        pool.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "preflight");
        thread.setDaemon(true);
        return thread;
    }

    /** Collects the answers until a deadline. */
    private final class Answers {
        private final long deadline;
        private final Map<String, Set<String>> missing = new TreeMap<>();

        Answers(Duration patience) {
            this.deadline = System.nanoTime() + patience.toNanos();
        }

        List<Finding> judge(Planned planned, Predicate<Question> which) {
            List<Finding> findings = new ArrayList<>();
            asked.forEach((question, answer) -> {
                if (!which.test(question)) {
                    return;
                }
                try {
                    answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                            .judge(planned)
                            .forEach(obstacle -> findings.add(obstacle.finding(sources)));
                } catch (ExecutionException | TimeoutException e) {
                    missing.computeIfAbsent(question.about(), about -> new TreeSet<>())
                            .addAll(question.actions());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            if (!missing.isEmpty()) {
                findings.add(unanswered());
            }
            return findings;
        }

        private Finding unanswered() {
            String list = missing.entrySet().stream()
                    .map(each -> each.getKey() + " (" + String.join(", ", each.getValue()) + ")")
                    .collect(Collectors.joining("; "));
            return Finding.of(
                    RuleName.NOT_ASKED,
                    Level.NOTE,
                    "",
                    "AWS gave no answer about: " + list + ".",
                    "Allow these read-only actions, or check these points before the apply.");
        }
    }
}
