package io.github.qisaws.review.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides whether the condition of a policy statement really limits who can use it.
 *
 * <p>The keys are those that make a bucket policy non-public, if their values are fixed (S3 User Guide, "The meaning of
 * public"), and the claims that identify a caller of a federated role (IAM User Guide, "Available keys for AWS OIDC
 * federation").
 */
final class PolicyCondition {
    /** Operators that demand a value. Those that also hold without the key ({@code IfExists}) limit nothing. */
    private static final Set<String> OPERATORS = Set.of(
            "stringequals",
            "stringequalsignorecase",
            "stringlike",
            "arnequals",
            "arnlike",
            "ipaddress",
            "foranyvalue:stringequals",
            "foranyvalue:stringlike");

    private static final Set<String> KEYS = Set.of(
            "aws:sourceip",
            "aws:vpcsourceip",
            "aws:sourcearn",
            "aws:sourcevpc",
            "aws:sourcevpcarn",
            "aws:sourcevpce",
            "aws:sourceowner",
            "aws:sourceaccount",
            "aws:sourceorgid",
            "aws:sourceorgpaths",
            "aws:principalaccount",
            "aws:principalarn",
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:userid",
            "aws:username",
            "kms:calleraccount",
            "s3:dataaccesspointarn",
            "s3:dataaccesspointaccount",
            "elasticfilesystem:accesspointarn",
            "sts:externalid");

    /** The subject of a token, such as {@code token.actions.githubusercontent.com:sub}. */
    private static final String SUBJECT = ":sub";

    private static final Pattern PREFIX_ONLY = Pattern.compile("[a-z_-]+:[*?:/]*");

    private PolicyCondition() {}

    /** Whether at least one of the operators limits the statement; all of them must hold together. */
    static boolean limits(JsonNode condition) {
        for (var operator : condition.properties()) {
            if (OPERATORS.contains(operator.getKey().toLowerCase(Locale.ROOT))) {
                for (var key : operator.getValue().properties()) {
                    if (isLimiting(key.getKey().toLowerCase(Locale.ROOT), key.getValue())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** One of the values is enough for AWS, so each of them must be limited. */
    private static boolean isLimiting(String key, JsonNode values) {
        boolean identifies = KEYS.contains(key) || key.startsWith("aws:principaltag/") || key.endsWith(SUBJECT);
        Set<String> texts = PolicyDocument.texts(values);
        return identifies && !texts.isEmpty() && texts.stream().allMatch(text -> isFixed(key, text));
    }

    private static boolean isFixed(String key, String value) {
        if (key.endsWith("sourceip")) {
            return AddressSpace.of(value).filter(AddressSpace::isWorld).isEmpty();
        }
        return !PolicyDocument.isAnything(value)
                && !PREFIX_ONLY.matcher(value.toLowerCase(Locale.ROOT)).matches();
    }
}
