package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.KEY_UNUSABLE;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.aws.AccountFacts.EncryptionKey;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the customer managed KMS key can encrypt. */
record KeyQuestion(String arn) implements Question {
    private static final String KEY = "encryption-key";

    /** None without a key. */
    static Stream<Question> of(Environment environment) {
        return environment.site().settings().value(EnvironmentSchema.key(KEY)).stream()
                .map(String::valueOf)
                .filter(arn -> !arn.isEmpty())
                .map(KeyQuestion::new);
    }

    @Override
    public String about() {
        return "the KMS key";
    }

    @Override
    public Set<String> actions() {
        return Set.of("kms:DescribeKey");
    }

    @Override
    public Answer ask(AccountFacts account) {
        List<Obstacle> obstacles = judge(account.encryptionKey(arn)).stream()
                .map(why -> Obstacle.blocks(
                        KEY_UNUSABLE, KEY, why, "Use an enabled symmetric key for encryption and decryption."))
                .toList();
        return planned -> obstacles;
    }

    private Optional<String> judge(Optional<EncryptionKey> key) {
        if (key.isEmpty()) {
            return Optional.of("There is no KMS key " + arn + ".");
        }
        if (!key.get().state().equals("Enabled")) {
            return Optional.of(
                    "The KMS key " + arn + " is not enabled (" + key.get().state() + ").");
        }
        return key.get().symmetric()
                ? Optional.empty()
                : Optional.of("The KMS key " + arn + " is not a symmetric key for encryption.");
    }
}
