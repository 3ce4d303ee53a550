package io.github.qisaws.seal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The manifest of a sealed plan: its inputs, its target, and the checksums of its files.
 *
 * @param maker who created the plan, and when
 * <p>It never permits anything: anyone who can write the folder can write a manifest. What a plan may destroy is named
 * again by each command that applies it.
 *
 * @param files SHA-256 in hexadecimal of each file in the plan's folder, by name, without the manifest
 */
public record Manifest(Source source, Target target, Engine engine, Maker maker, SortedMap<String, String> files) {
    public static final Duration USUAL_LIFE = Duration.ofHours(24);

    /** The longest time that a plan can be applied: stored plans are deleted after it. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(7);

    public Manifest {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    public static Manifest of(Source source, Target target, Engine engine, Maker maker, Map<String, String> files) {
        return new Manifest(source, target, engine, maker, new TreeMap<>(files));
    }

    /**
     * The files from which the plan was made.
     *
     * @param commit the checked-out Git commit; empty outside a repository
     * @param dirty whether the planned files differed from the commit
     * @param inputs SHA-256 of the content of each planned folder, by its path in the project
     * @param synthesized SHA-256 of the environment's synthesized JSON
     */
    public record Source(String commit, boolean dirty, SortedMap<String, String> inputs, String synthesized) {
        public Source {
            inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        }

        /** Whether both have the same planned files, whatever their commits. */
        public boolean sameInputs(Source other) {
            return !inputs.isEmpty() && inputs.equals(other.inputs);
        }
    }

    /**
     * The environment and state for which the plan was made.
     *
     * @param serial serial of the planned state; -1 if there was no state
     * @param mode kind of plan, such as normal or destroy
     */
    public record Target(String environment, String account, String region, String lineage, long serial, String mode) {

        /** This target for another kind of plan. */
        public Target in(String other) {
            return new Target(environment, account, region, lineage, serial, other);
        }
    }

    /**
     * The program that made the plan.
     *
     * @param name terraform or tofu
     * @param providers version and hash of the installed package by source address
     */
    public record Engine(String name, String version, SortedMap<String, String> providers) {
        public Engine {
            providers = Collections.unmodifiableSortedMap(new TreeMap<>(providers));
        }
    }

    /** Who made the plan, when, and until when it can be applied. */
    public record Maker(String who, Instant made, Instant expires) {
        public Maker {
            if (!expires.isAfter(made)) {
                throw new IllegalArgumentException("expiry must be after the time of planning");
            }
        }

        public static Maker of(String who, Instant made, Duration life) {
            return new Maker(who, made, made.plus(life));
        }
    }
}
