package io.github.qisaws.seal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a plan was made from and for.
 *
 * @param files SHA-256 in hexadecimal of each file in the plan's folder, by name, without the manifest
 * @param allowedDestroys what was allowed by name when the plan was made
 */
public record Manifest(
        Source source,
        Target target,
        Engine engine,
        Maker maker,
        SortedMap<String, String> files,
        SortedSet<String> allowedDestroys) {
    public static final Duration USUAL_LIFE = Duration.ofHours(24);

    public Manifest {
        files.keySet().forEach(Manifest::requirePlainName);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        allowedDestroys = Collections.unmodifiableSortedSet(new TreeSet<>(allowedDestroys));
    }

    public static Manifest of(
            Source source, Target target, Engine engine, Maker maker, Map<String, String> files, Set<String> allowed) {
        return new Manifest(source, target, engine, maker, new TreeMap<>(files), new TreeSet<>(allowed));
    }

    /** A name from a manifest is opened as a file, so it must not lead out of the folder. */
    private static void requirePlainName(String name) {
        if (name.isBlank() || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            throw new IllegalArgumentException("not a plain file name: " + name);
        }
    }

    /**
     * The files it was made from.
     *
     * @param commit the checked-out git commit; empty outside a repository
     * @param dirty whether the work tree differed from the commit
     * @param inputs SHA-256 of the content of each folder that the plan is made from, by its path in the project
     * @param synthesized SHA-256 of the environment's synthesized JSON
     */
    public record Source(String commit, boolean dirty, SortedMap<String, String> inputs, String synthesized) {
        public Source {
            inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        }

        /** Whether both are made from the same content, whatever commit it is in. */
        public boolean sameInputs(Source other) {
            return !inputs.isEmpty() && inputs.equals(other.inputs);
        }
    }

    /**
     * What it is for.
     *
     * @param serial of the state that was compared with reality; -1 when there was no state yet
     * @param mode what kind of plan it is, such as normal or destroy
     */
    public record Target(String environment, String account, String region, String lineage, long serial, String mode) {

        /** The same for another kind of plan. */
        public Target in(String other) {
            return new Target(environment, account, region, lineage, serial, other);
        }
    }

    /**
     * What made it.
     *
     * @param name terraform or tofu
     * @param providers version by source address
     */
    public record Engine(String name, String version, SortedMap<String, String> providers) {
        public Engine {
            providers = Collections.unmodifiableSortedMap(new TreeMap<>(providers));
        }
    }

    /** Who made it, when, and until when it may be applied. */
    public record Maker(String who, Instant made, Instant expires) {
        public Maker {
            if (!expires.isAfter(made)) {
                throw new IllegalArgumentException("a plan expires after it was made");
            }
        }

        public static Maker of(String who, Instant made, Duration life) {
            return new Maker(who, made, made.plus(life));
        }
    }
}
