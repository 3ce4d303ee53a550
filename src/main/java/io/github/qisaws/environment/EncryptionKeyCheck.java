package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;

/** Checks that the KMS key is in the environment's region; another account may own it. */
final class EncryptionKeyCheck implements ValueCheck {
    private static final int REGION = 3;

    @Override
    public void judge(Values values, Findings findings) {
        Optional<String> region = values.find(Keys.REGION);
        Optional<String> given =
                values.find(Keys.ENCRYPTION_KEY).filter(arn -> !arn.isEmpty()).map(arn -> arn.split(":", -1)[REGION]);
        if (region.isPresent() && given.isPresent() && !given.equals(region)) {
            findings.add(
                    Keys.ENCRYPTION_KEY,
                    Message.of(
                            "is a key of " + given.get() + ", and AWS encrypts only with a key of the same region",
                            "use a key of " + region.get() + ", such as a replica of this one"));
        }
    }
}
