package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.STATE_BUCKET;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.aws.AccountFacts.Bucket;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the state bucket exists, in the region of the environment, and in its account. */
record BucketQuestion(Environment environment, String name) implements Question {
    static final Set<String> ACTIONS = Set.of("s3:ListBucket");
    private static final String KEY = "state.bucket";

    /** The question about the state bucket; empty for HCP Terraform. */
    static Stream<Question> of(Environment environment) {
        return environment.state() instanceof StateBackend.S3 s3
                ? Stream.of(new BucketQuestion(environment, s3.bucket()))
                : Stream.empty();
    }

    @Override
    public String about() {
        return "state bucket";
    }

    @Override
    public Set<String> actions() {
        return ACTIONS;
    }

    @Override
    public Answer ask(AccountFacts account) {
        Optional<Bucket> bucket = account.bucket(name, environment.placement().account());
        return planned -> judge(bucket);
    }

    private List<Obstacle> judge(Optional<Bucket> bucket) {
        String region = environment.placement().region();
        if (bucket.isEmpty()) {
            return List.of(Obstacle.blocks(
                    STATE_BUCKET,
                    KEY,
                    "The bucket " + name + " does not exist.",
                    "Run qis-aws bootstrap " + environment.name() + "."));
        }
        String actual = bucket.get().region();
        if (!actual.isEmpty() && !actual.equals(region)) {
            return List.of(Obstacle.blocks(
                    STATE_BUCKET,
                    KEY,
                    "The bucket " + name + " is in " + actual + ", but this environment and its state are in " + region
                            + ".",
                    "Use a bucket in " + region + ": remove the key, then run qis-aws bootstrap " + environment.name()
                            + "."));
        }
        return bucket.get().foreign()
                ? List.of(Obstacle.warns(
                        STATE_BUCKET,
                        KEY,
                        "The bucket " + name
                                + " belongs to another account, whose owner can read and change the state.",
                        "Use a bucket of account " + environment.placement().account()
                                + ", or accept the rule if the account is yours."))
                : List.of();
    }
}
