package io.github.qisaws.terraform;

import io.github.qisaws.problem.ExitCode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Classifies Terraform's errors by stable parts of their messages, and describes the fix for each cause. */
final class Cause {
    private static final Pattern LOCK = Pattern.compile("Error acquiring the state lock|workspace already locked");
    private static final Pattern HELD = Pattern.compile(
            "(?m)^Lock Info:|StatusCode: 412|PreconditionFailed|ConditionalCheckFailed|already locked|temporarily unavailable");

    /** Causes that concern only the AWS provider; the same message about another provider has another cause. */
    private static final Set<Outcome.Cause> ABOUT_AWS =
            EnumSet.of(Outcome.Cause.VERSION_UNAVAILABLE, Outcome.Cause.VERSION_EXCLUDED);

    /** Patterns in order of precedence: expired credentials can cause any other error. */
    private static final Map<Outcome.Cause, Pattern> PATTERNS = patterns();

    private Cause() {}

    static boolean locked(String text) {
        return LOCK.matcher(text).find() && HELD.matcher(text).find();
    }

    /**
     * The first cause that matches one of the errors.
     *
     * @param errors the text of each error
     */
    static Outcome.Cause of(List<String> errors) {
        return PATTERNS.entrySet().stream()
                .filter(entry -> errors.stream()
                        .filter(text -> !ABOUT_AWS.contains(entry.getKey()) || text.contains("hashicorp/aws"))
                        .anyMatch(text -> entry.getValue().matcher(text).find()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Outcome.Cause.OTHER);
    }

    static ExitCode exitCode(Outcome.Cause cause) {
        return switch (cause) {
            case WRONG_ACCOUNT, NO_CREDENTIALS, NOT_PERMITTED -> ExitCode.WRONG_ACCOUNT;
            case VERSION_UNAVAILABLE, PROVIDER_UNAVAILABLE -> ExitCode.UNAVAILABLE;
            case VERSION_EXCLUDED -> ExitCode.INVALID_ENVIRONMENT;
            case STALE_PLAN -> ExitCode.STALE_PLAN;
            case INTERRUPTED -> ExitCode.INTERRUPTED;
            case BACKEND_MISSING, IMAGE_MISSING, INIT_NEEDED, TIMED_OUT, OTHER -> ExitCode.FAILED;
        };
    }

    static String what(Outcome.Cause cause, String title) {
        return switch (cause) {
            case WRONG_ACCOUNT -> "credentials are for another AWS account";
            case NO_CREDENTIALS -> "no valid AWS credentials";
            case NOT_PERMITTED -> "the AWS credentials lack a permission";
            case VERSION_UNAVAILABLE -> "selected version of the AWS provider is not available";
            case VERSION_EXCLUDED -> "a version constraint excludes the selected AWS provider version";
            case PROVIDER_UNAVAILABLE -> "cannot install the AWS provider";
            case BACKEND_MISSING -> "state bucket does not exist";
            case IMAGE_MISSING -> "SSM parameter with the AMI does not exist";
            case INIT_NEEDED -> "environment is not initialized";
            case STALE_PLAN -> "saved plan is stale: the state has changed since";
            case INTERRUPTED, TIMED_OUT, OTHER -> title + " failed";
        };
    }

    static String fix(Outcome.Cause cause) {
        return switch (cause) {
            case WRONG_ACCOUNT ->
                "Sign in to the account in the environment file, or correct the key account. To show the current"
                        + " account, run aws sts get-caller-identity.";
            case NO_CREDENTIALS ->
                "Sign in (aws sso login) and set AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";
            case NOT_PERMITTED ->
                "Allow the action that the message names. To list all that an environment needs, run qis-aws"
                        + " permissions ENV.";
            case VERSION_UNAVAILABLE ->
                "Choose another version with --provider-version, or another source with --provider-mirror.";
            case VERSION_EXCLUDED ->
                "Correct the version constraint of hashicorp/aws in the configuration, or choose another version with"
                        + " --provider-version.";
            case PROVIDER_UNAVAILABLE ->
                "Pass a folder with the provider with --provider-mirror or QIS_AWS_PROVIDER_MIRROR, or allow access"
                        + " to the registry.";
            case BACKEND_MISSING -> "Run qis-aws bootstrap ENV.";
            case IMAGE_MISSING ->
                "Run qis-aws image list ENV, then qis-aws image promote ENV AMI. To build an AMI, see"
                        + " src/docs/images.md.";
            case INIT_NEEDED -> "Run qis-aws init ENV.";
            case STALE_PLAN -> "Run qis-aws plan ENV and review the new plan.";
            case INTERRUPTED, TIMED_OUT, OTHER -> "";
        };
    }

    private static Map<Outcome.Cause, Pattern> patterns() {
        Map<Outcome.Cause, Pattern> patterns = new EnumMap<>(Outcome.Cause.class);
        patterns.put(Outcome.Cause.WRONG_ACCOUNT, Pattern.compile("(?i)AWS account ID not allowed"));
        patterns.put(
                Outcome.Cause.NO_CREDENTIALS,
                Pattern.compile(
                        "No valid credential sources found|no EC2 IMDS role found|ExpiredToken|InvalidClientTokenId"
                                + "|UnrecognizedClientException|SignatureDoesNotMatch|failed to refresh cached credentials"
                                + "|failed to get shared config profile|InvalidAccessKeyId|SSO session has expired"
                                + "|security token included in the request is"));
        patterns.put(
                Outcome.Cause.NOT_PERMITTED,
                Pattern.compile("(?i)not\\s+authorized\\s+to\\s+perform|UnauthorizedOperation|AccessDenied"));
        // The source does not have the version in the lock file.
        patterns.put(
                Outcome.Cause.VERSION_UNAVAILABLE,
                Pattern.compile("the\\s+previously-selected\\s+version\\s+\\S+\\s+is\\s+no\\s+longer\\s+available"
                        + "|package\\s+available\\s+for\\s+your\\s+current\\s+platform"));
        // A constraint in the configuration excludes the version in the lock file.
        patterns.put(
                Outcome.Cause.VERSION_EXCLUDED,
                Pattern.compile("does\\s+not\\s+match\\s+configured\\s+version\\s+constraint"));
        // OpenTofu 1.12 writes "Failed to resolve".
        patterns.put(
                Outcome.Cause.PROVIDER_UNAVAILABLE,
                Pattern.compile("Failed to (query available|resolve) provider packages|Failed to install provider"
                        + "|Invalid provider registry host"));
        patterns.put(
                Outcome.Cause.BACKEND_MISSING, Pattern.compile("S3 bucket \"[^\"]*\" does not exist|NoSuchBucket"));
        patterns.put(
                Outcome.Cause.IMAGE_MISSING,
                Pattern.compile("reading SSM Parameter \\([^)]*/image/[^)]*\\): "
                        + "(?:couldn't find resource|empty result|.*ParameterNotFound)"));
        patterns.put(
                Outcome.Cause.INIT_NEEDED,
                Pattern.compile(
                        "Backend initialization required|Required plugins are not installed|Module not installed"
                                + "|Missing required provider|Inconsistent dependency lock file|Module source has changed"
                                + "|Module version requirements have changed|Backend configuration (block has )?changed"));
        patterns.put(Outcome.Cause.STALE_PLAN, Pattern.compile("Saved plan is stale"));
        return patterns;
    }
}
