package io.github.qisaws.review.guard;

import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import java.util.List;
import java.util.Set;

/** Replacements whose new object has content from the configuration again, so that nothing irreplaceable is lost. */
final class Refill {
    private static final Set<String> OBJECTS = Set.of("aws_s3_object", "aws_s3_bucket_object");
    private static final List<String> CONTENTS = List.of("source", "content", "content_base64");
    private static final Set<String> SECRETS = Set.of("aws_secretsmanager_secret_version");
    private static final String WRITE_ONLY = "_wo_version";

    private Refill() {}

    static boolean of(Change change) {
        return change.action().isReplacement()
                && !change.action().forgets()
                && (isUploadedAgain(change) || isWrittenOnly(change));
    }

    /** An object whose key follows from its content: its file was uploaded before, and is uploaded to the new key. */
    private static boolean isUploadedAgain(Change change) {
        return OBJECTS.contains(change.type())
                && forcing(change).equals(List.of("key"))
                && CONTENTS.stream()
                        .anyMatch(each -> isSet(change.before(each).raw())
                                && isSet(change.after(each).raw()));
    }

    /** A secret whose value moves to a write-only attribute: Secrets Manager keeps the previous version. */
    private static boolean isWrittenOnly(Change change) {
        return SECRETS.contains(change.type())
                && forcing(change).equals(List.of("secret_string"))
                && change.after("secret_string").isAbsent()
                && change.after("secret_string" + WRITE_ONLY).number().isPresent();
    }

    private static List<String> forcing(Change change) {
        return change.attributes().stream()
                .filter(Attribute::replaces)
                .map(Attribute::path)
                .toList();
    }

    private static boolean isSet(String text) {
        return !text.isEmpty();
    }
}
