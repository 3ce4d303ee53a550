package io.github.qisaws.permissions;

import io.github.qisaws.synth.StableJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Divides statements among as few managed policies as their order allows. */
final class PolicyDocuments {
    /**
     * Characters of a managed policy, in which IAM counts no white space:
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
     */
    static final int LIMIT = 6144;

    private PolicyDocuments() {}

    /** The statements of each policy. A statement that is too long for one is divided. */
    static List<List<Statement>> of(List<Statement> statements) {
        List<List<Statement>> documents = new ArrayList<>();
        List<Statement> current = new ArrayList<>();
        for (Statement statement :
                statements.stream().flatMap(PolicyDocuments::divided).toList()) {
            current.add(statement);
            if (size(current) > LIMIT) {
                current.remove(statement);
                documents.add(current);
                current = new ArrayList<>(List.of(statement));
            }
        }
        documents.add(current);
        return documents;
    }

    private static Stream<Statement> divided(Statement statement) {
        List<String> actions = statement.actions();
        if (size(List.of(statement)) <= LIMIT || actions.size() == 1) {
            return Stream.of(statement);
        }
        int middle = actions.size() / 2;
        return Stream.of(actions.subList(0, middle), actions.subList(middle, actions.size()))
                .map(statement::with)
                .flatMap(PolicyDocuments::divided);
    }

    static int size(List<Statement> statements) {
        return StableJson.compact(Statement.policy(statements)).length();
    }
}
