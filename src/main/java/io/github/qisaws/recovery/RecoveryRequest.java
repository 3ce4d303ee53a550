package io.github.qisaws.recovery;

import io.github.qisaws.review.Review;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the user gives to a recovery.
 *
 * @param unlock the ID of a lock whose owner the user knows to be gone
 * @param allowed exact addresses whose loss is allowed
 * @param ask throws unless the user consents
 * @param show shows the review
 */
public record RecoveryRequest(
        Optional<String> unlock, Set<String> allowed, Consumer<String> ask, Consumer<Review> show) {}
