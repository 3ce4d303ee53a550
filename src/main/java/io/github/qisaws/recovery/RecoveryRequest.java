package io.github.qisaws.recovery;

import io.github.qisaws.review.Review;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The user's choices for a recovery.
 *
 * @param unlock ID of a state lock whose owner no longer runs, according to the user
 * @param allowed resource addresses whose data may be destroyed
 * @param ask asks a question; throws unless the user confirms
 * @param show shows the review
 */
public record RecoveryRequest(
        Optional<String> unlock, Set<String> allowed, Consumer<String> ask, Consumer<Review> show) {}
