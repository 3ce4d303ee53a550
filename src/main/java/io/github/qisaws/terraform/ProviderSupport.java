package io.github.qisaws.terraform;

import java.util.List;

/**
 * AWS provider versions that this release of qis-aws supports.
 *
 * @param accepted versions that the generated configurations accept
 * @param tested tested versions in that range, newest first
 */
public record ProviderSupport(VersionRange accepted, List<Version> tested) {
    private static final VersionRange FAULTY = VersionRange.parse(">= 6.0.0, < 6.43.0");

    public ProviderSupport {
        tested = List.copyOf(tested);
        if (tested.isEmpty() || !tested.stream().allMatch(accepted::contains)) {
            throw new IllegalArgumentException(
                    "tested versions " + tested + " are not all within " + accepted.constraint());
        }
    }

    /** Whether a version has known faults with these modules; src/docs/provider-6.md lists the faults. */
    public boolean hasKnownFaults(Version version) {
        return FAULTY.contains(version);
    }

    /** Versions without known faults, for messages. */
    public String withoutKnownFaults() {
        return accepted.from() + ", or " + FAULTY.below() + " or later";
    }

    public static ProviderSupport of(String constraint, List<String> tested) {
        List<Version> versions = tested.stream()
                .map(text -> Version.parse(text).orElseThrow(() -> new IllegalArgumentException(text)))
                .toList();
        return new ProviderSupport(VersionRange.parse(constraint), versions);
    }

    boolean isTested(Version version) {
        return tested.contains(version);
    }

    Version newestTested() {
        return tested.get(0);
    }
}
