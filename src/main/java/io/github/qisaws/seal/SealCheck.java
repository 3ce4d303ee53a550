package io.github.qisaws.seal;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Compares a manifest with the present facts, field by field. */
public final class SealCheck {
    /** Tolerance for clock differences between the planning and the applying machine. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private static final String STALE = "saved plan is stale or was modified";
    private static final String MISSING = "(missing)";

    private final List<Mismatch> found = new ArrayList<>();

    private SealCheck() {}

    /** A field that differs. */
    public record Mismatch(String field, String sealed, String now) {
        @Override
        public String toString() {
            return field + ": planned " + sealed + ", now " + now;
        }
    }

    /**
     * All fields that differ, in the manifest's order; empty if the plan can be applied.
     *
     * @param now the present facts; its maker is not compared
     */
    public static List<Mismatch> of(Manifest sealed, Manifest now, Instant at) {
        SealCheck check = new SealCheck();
        check.each("file ", sealed.files(), now.files());
        check.source(sealed.source(), now.source());
        check.target(sealed.target(), now.target());
        check.engine(sealed.engine(), now.engine());
        check.time(sealed.maker(), at);
        return List.copyOf(check.found);
    }

    /** A problem of an environment's plan that lists the mismatches. */
    public static Problem problem(String environment, List<Mismatch> mismatches) {
        return new Problem(
                ExitCode.STALE_PLAN,
                STALE,
                mismatches.stream().map(Mismatch::toString).collect(Collectors.joining("\n")),
                "Run qis-aws plan " + environment + " and review the new plan.");
    }

    /** Reads the environment of a sealed plan. If its files are not valid anymore, the plan is stale. */
    public static <T> T staleIfInvalid(Supplier<T> read) {
        try {
            return read.get();
        } catch (ProblemException e) {
            Problem problem = e.problem();
            if (problem.exitCode() != ExitCode.INVALID_ENVIRONMENT) {
                throw e;
            }
            throw new Problem(ExitCode.STALE_PLAN, STALE, problem.what() + "\n" + problem.why(), problem.fix())
                    .causedBy(e);
        }
    }

    private void source(Manifest.Source sealed, Manifest.Source now) {
        // After a merge, another commit has the same content, so the commits are compared only if the content differs.
        if (!sealed.sameInputs(now)) {
            same("commit", sealed.commit(), now.commit());
        }
        same("dirty", sealed.dirty(), now.dirty());
        each("input ", sealed.inputs(), now.inputs());
        same("synthesized", sealed.synthesized(), now.synthesized());
    }

    private void target(Manifest.Target sealed, Manifest.Target now) {
        same("environment", sealed.environment(), now.environment());
        same("account", sealed.account(), now.account());
        same("region", sealed.region(), now.region());
        same("state-lineage", sealed.lineage(), now.lineage());
        same("state-serial", sealed.serial(), now.serial());
        same("mode", sealed.mode(), now.mode());
    }

    private void engine(Manifest.Engine sealed, Manifest.Engine now) {
        same("engine", sealed.name(), now.name());
        same("engine-version", sealed.version(), now.version());
        each("provider ", sealed.providers(), now.providers());
    }

    private void time(Manifest.Maker maker, Instant at) {
        if (!at.isBefore(maker.expires())) {
            found.add(new Mismatch("expires", maker.expires().toString(), at.toString()));
        }
        if (maker.made().isAfter(at.plus(CLOCKS))) {
            found.add(new Mismatch("made", maker.made().toString(), at.toString()));
        }
        if (maker.expires().isAfter(maker.made().plus(Manifest.LONGEST_LIFE))) {
            found.add(new Mismatch(
                    "expires",
                    maker.expires().toString(),
                    "at most " + Manifest.LONGEST_LIFE.toDays() + " days after " + maker.made()));
        }
    }

    private void each(String kind, Map<String, String> sealed, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(sealed.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            same(kind + name, sealed.getOrDefault(name, MISSING), now.getOrDefault(name, MISSING));
        }
    }

    private void same(String field, Object sealed, Object now) {
        if (!Objects.equals(sealed, now)) {
            found.add(new Mismatch(field, sealed.toString(), now.toString()));
        }
    }
}
