package io.github.qisaws.terraform;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The AWS provider version that the user requests for the first init.
 *
 * @param version the version, if the user requests an exact one
 */
public record ProviderRequest(Kind kind, Optional<Version> version) {
    /** The newest tested version: nothing was requested. */
    public static final ProviderRequest TESTED = new ProviderRequest(Kind.TESTED, Optional.empty());

    public static final String OPTION = "--provider-version";
    static final String VARIABLE = "QIS_AWS_PROVIDER_VERSION";

    private static final String NEWEST = "newest";
    private static final Pattern COMPLETE = Pattern.compile("\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}");

    public ProviderRequest {
        Objects.requireNonNull(kind);
        if (version.isPresent() != (kind == Kind.EXACT)) {
            throw new IllegalArgumentException(kind + " with " + version);
        }
    }

    /** The kinds of requests. */
    public enum Kind {
        TESTED,
        NEWEST,
        EXACT
    }

    /**
     * Reads the option's value.
     *
     * @throws io.github.qisaws.problem.ProblemException if it is neither "newest" nor an accepted version
     */
    public static ProviderRequest of(Optional<String> option, ProviderSupport support) {
        if (option.isEmpty()) {
            return TESTED;
        }
        String text = option.get().strip();
        if (text.equals(NEWEST)) {
            return new ProviderRequest(Kind.NEWEST, Optional.empty());
        }
        Optional<Version> version =
                Version.parse(text).filter(parsed -> COMPLETE.matcher(text).matches());
        if (version.isEmpty()) {
            throw refused(
                    OPTION + " " + text + " is not a version",
                    "A version has three numbers, for example " + support.newestTested() + ".",
                    support);
        }
        if (!support.accepted().contains(version.get())) {
            throw refused(
                    "AWS provider " + text + " is not supported",
                    "The modules accept versions " + support.accepted().constraint() + ".",
                    support);
        }
        return new ProviderRequest(Kind.EXACT, version);
    }

    private static RuntimeException refused(String what, String why, ProviderSupport support) {
        String tested = support.tested().stream().map(Version::text).collect(Collectors.joining(" or "));
        return new Problem(
                        ExitCode.USAGE,
                        what,
                        why,
                        "Correct " + OPTION + " or " + VARIABLE + ": use a tested version (" + tested
                                + "), another accepted version, or " + NEWEST
                                + ". Without both, qis-aws selects the newest tested version.")
                .asException();
    }
}
