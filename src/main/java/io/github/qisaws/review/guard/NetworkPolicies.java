package io.github.qisaws.review.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.catalogue.AttributeMeaning;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Value;
import java.util.List;
import java.util.stream.Stream;

/**
 * Policies of OpenSearch Serverless, which are JSON of their own kind: {@code AllowFromPublic} opens a collection to the
 * internet, and {@code Principal} names who reads it (OpenSearch Service Developer Guide, "Network access" and "Data
 * access control").
 */
final class NetworkPolicies implements Rule {
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public Stream<Finding> judge(Case subject) {
        return subject.written()
                .filter(change -> Catalogue.OURS.watches(change.type(), AttributeMeaning.NETWORK_POLICY))
                .flatMap(change -> Meanings.all(change, AttributeMeaning.NETWORK_POLICY)
                        .filter(Attribute::changed)
                        .flatMap(each -> judge(change, each)));
    }

    private static Stream<Finding> judge(Change change, Attribute policy) {
        if (isOpen(policy.after())) {
            return isOpen(policy.before())
                    ? Stream.empty()
                    : Stream.of(finding(change, "allows access from the internet, or by any principal."));
        }
        return policy.after().isKnown() && tree(policy.after()).isMissingNode()
                ? Stream.of(finding(change, "has a policy that qis-aws cannot read."))
                : Stream.empty();
    }

    private static boolean isOpen(Value policy) {
        JsonNode tree = tree(policy);
        List<JsonNode> flags = tree.findValues("AllowFromPublic");
        return flags.stream().anyMatch(flag -> flag.asBoolean())
                || tree.findValues("Principal").stream()
                        .flatMap(who -> PolicyDocument.texts(who).stream())
                        .anyMatch(PolicyDocument::isAnything);
    }

    private static JsonNode tree(Value policy) {
        try {
            return JSON.readTree(policy.raw());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static Finding finding(Change change, String what) {
        return Finding.of(
                RuleName.OPEN_TO_WORLD,
                Level.WARN,
                change.name(),
                ResourceWords.first(change) + " " + what,
                "Allow access only from the VPC endpoints and by the principals that need it.");
    }
}
