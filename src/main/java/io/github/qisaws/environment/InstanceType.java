package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An EC2 instance type, and the properties that follow from its name.
 *
 * @param family such as t4g
 * @param size such as medium
 */
record InstanceType(String family, String size) {
    static final String FAMILY_PATTERN = "(?:[a-z]+[0-9]+[a-z]*|u)(?:-[a-z0-9]+)*";
    static final String SIZE_PATTERN = "(?:nano|micro|small|medium|(?:[0-9]*x)?large|metal(?:-[0-9]+xl)?)";

    private static final Pattern FAMILY = Pattern.compile("([a-z]+)([0-9]+)([a-z]*)(?:-.*)?");
    private static final List<String> SIZES = List.of(
            "nano",
            "micro",
            "small",
            "medium",
            "large",
            "xlarge",
            "2xlarge",
            "4xlarge",
            "8xlarge",
            "12xlarge",
            "16xlarge",
            "24xlarge");
    /** Families whose size names do not determine the number of vCPUs. */
    private static final List<String> IRREGULAR = List.of("hpc", "u", "mac", "cc", "cr", "cg", "hs");

    /**
     * Families on the Xen hypervisor, where volumes are no NVMe devices (EC2 User Guide, "Instance types", hypervisor type).
     * The metal sizes of i3 are on Nitro.
     */
    private static final Set<String> XEN =
            Set.of("m1 m2 m3 m4 t1 t2 c1 c3 c4 cc1 cc2 cg1 cr1 r3 r4 x1 x1e d2 h1 hi1 hs1 i2 i3 f1 g2 g3 g3s p2 p3"
                    .split(" "));

    /** CPU architecture. */
    enum Architecture {
        X86_64("x86_64"),
        ARM64("arm64");

        private final String label;

        Architecture(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** Splits a well-formed name into family and size. */
    static InstanceType of(String name) {
        int dot = name.indexOf('.');
        return new InstanceType(name.substring(0, dot), name.substring(dot + 1));
    }

    /** What is wrong with a name, to follow the name itself. */
    static Optional<String> wrong(String name) {
        int dot = name.indexOf('.');
        if (name.startsWith("db.") || name.startsWith("cache.")) {
            return Optional.of("is an RDS or ElastiCache type");
        }
        if (dot < 0) {
            return Optional.of("has no size");
        }
        if (!name.substring(0, dot).matches(FAMILY_PATTERN)) {
            return Optional.of("does not begin with an instance family such as t3 or m7g");
        }
        String size = name.substring(dot + 1);
        return size.matches(SIZE_PATTERN) ? Optional.empty() : Optional.of("has an unknown size");
    }

    static Optional<String> suggestion(String name) {
        int dot = name.indexOf('.');
        if (name.startsWith("db.") || name.startsWith("cache.")) {
            return Optional.of(name.substring(dot + 1))
                    .filter(rest -> wrong(rest).isEmpty());
        }
        String family = dot < 0 ? name : name.substring(0, dot);
        String size = dot < 0 ? "medium" : name.substring(dot + 1);
        return family.matches(FAMILY_PATTERN)
                ? Suggestion.nearest(size, SIZES).map(known -> family + "." + known)
                : Optional.empty();
    }

    /** Graviton families are a1 and those with a g after the generation, as in t4g, c6gd, im4gn. */
    Architecture architecture() {
        Matcher matcher = FAMILY.matcher(family);
        boolean graviton = matcher.matches() && (matcher.group(3).contains("g") || family.equals("a1"));
        return graviton ? Architecture.ARM64 : Architecture.X86_64;
    }

    /** Whether EBS volumes are NVMe devices, which the servers find by their volume ID. */
    boolean isNitro() {
        return !XEN.contains(family) || size.startsWith("metal");
    }

    /** Number of vCPUs, which the size name determines for all but a few families; empty for those. */
    OptionalInt vcpus() {
        Matcher matcher = FAMILY.matcher(family);
        if (!matcher.matches() || IRREGULAR.contains(matcher.group(1))) {
            return OptionalInt.empty();
        }
        boolean burstable = matcher.group(1).equals("t");
        boolean firstBurstable = family.equals("t1") || family.equals("t2");
        return switch (size) {
            case "nano", "micro", "small" -> OptionalInt.of(burstable && !firstBurstable ? 2 : 1);
            case "medium" -> OptionalInt.of(burstable && !family.equals("t1") ? 2 : 1);
            case "large" -> OptionalInt.of(2);
            case "xlarge" -> OptionalInt.of(4);
            default -> multiple();
        };
    }

    private OptionalInt multiple() {
        Matcher matcher = Pattern.compile("(?:metal-)?([0-9]{1,3})x(?:large|l)").matcher(size);
        return matcher.matches() ? OptionalInt.of(4 * Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
