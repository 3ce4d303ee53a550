package io.github.qisaws.review.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.PlanJson;
import io.github.qisaws.Recordings;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.TwoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/**
 * A few changes of a recorded plan, with mutations.
 *
 * @param first the first of the changes in the recording
 * @param ours whether the guard knows the components of the recorded deployment
 */
public record Mutant(String recording, int first, boolean ours, List<Mutation> mutations) {
    private static final int CHANGES = 5;
    private static final int MOST = 6;
    private static final Map<String, JsonNode> RECORDED = new ConcurrentHashMap<>();

    /** All mutants; a failing one is shortened to the fewest mutations that still fail. */
    public static Arbitrary<Mutant> all() {
        Arbitrary<Integer> numbers = Arbitraries.integers()
                .between(0, 100_000)
                .withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases();
        Arbitrary<Mutation> mutation = Combinators.combine(
                        Arbitraries.of(Mutation.Kind.weighted()), numbers.map(number -> number % CHANGES), numbers)
                .as(Mutation::new);
        return Combinators.combine(
                        Arbitraries.of(withChanges()),
                        numbers,
                        Arbitraries.of(false, true),
                        mutation.list().ofMinSize(1).ofMaxSize(MOST))
                .as(Mutant::new);
    }

    /** What the guard does not find; empty if it finds every danger. */
    public List<String> bypasses() {
        JsonNode json = json();
        Plan plan = PlanJson.read(json.toString());
        List<Finding> findings = Guard.judge(plan, ours ? TwoServer.calls() : List.of(), Policy.STRICT).stream()
                .filter(finding -> finding.level() != Level.NOTE)
                .toList();
        return dangers(json)
                .flatMap(danger -> missed(danger, findings))
                .map(missed -> missed + " in " + this)
                .toList();
    }

    /** Whether the plan is dangerous at all, in what the mutations and the recording have made of it. */
    public boolean isDangerous() {
        return dangers(json())
                .flatMap(danger -> missed(danger, List.of()))
                .findAny()
                .isPresent();
    }

    private static Stream<Dangers> dangers(JsonNode json) {
        return json.path("resource_changes").valueStream().map(Dangers::new);
    }

    private static Stream<String> missed(Dangers danger, List<Finding> findings) {
        List<String> missed = new ArrayList<>();
        List<Finding> own = findings.stream()
                .filter(finding -> finding.subject().equals(danger.name()))
                .toList();
        if (danger.losesData() && own.stream().noneMatch(Finding::blocks)) {
            missed.add("loss");
        }
        if (danger.removesUnheardOf()
                && own.isEmpty()
                && findings.stream().noneMatch(finding -> finding.rule() == RuleName.UNJUDGED_TYPE)) {
            missed.add("unknown type");
        }
        if (own.isEmpty()) {
            missed.addAll(danger.weakened());
        }
        return missed.stream().map(what -> what + " of " + danger.name());
    }

    private ObjectNode json() {
        ObjectNode plan = Mutation.JSON.createObjectNode().put("format_version", "1.2");
        ArrayNode changes = plan.putArray("resource_changes");
        JsonNode all = recorded(recording);
        for (int i = 0; i < Math.min(CHANGES, all.size()); i++) {
            changes.add(all.get((first + i) % all.size()).deepCopy());
        }
        mutations.forEach(mutation -> mutation.apply(plan));
        return plan;
    }

    private static List<String> withChanges() {
        return Recordings.names().stream()
                .filter(name -> !recorded(name).isEmpty())
                .toList();
    }

    private static JsonNode recorded(String name) {
        return RECORDED.computeIfAbsent(name, Mutant::read);
    }

    private static JsonNode read(String name) {
        try {
            return Mutation.JSON.readTree(Recordings.file(name).toFile()).path("resource_changes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
