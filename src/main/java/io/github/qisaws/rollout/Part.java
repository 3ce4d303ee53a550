package io.github.qisaws.rollout;

import io.github.qisaws.aws.RolloutFacts;
import java.time.Instant;
import java.util.List;

/** One part of a rollout. */
interface Part {
    /** The name in AWS, with the kind, for messages. */
    String name();

    /**
     * Asks AWS how far the part is.
     *
     * @param since when the apply began; an older rollout does not count
     */
    Look look(RolloutFacts facts, Instant since);

    /** Why it fails or hangs, in AWS's words: newest first, empty if AWS says nothing. */
    List<String> reasons(RolloutFacts facts);

    /** How far a part is. */
    record Look(State state, String words) {
        enum State {
            RUNNING,
            DONE,
            FAILED
        }

        static Look running(String words) {
            return new Look(State.RUNNING, words);
        }

        static Look done(String words) {
            return new Look(State.DONE, words);
        }

        static Look failed(String words) {
            return new Look(State.FAILED, words);
        }

        boolean is(State other) {
            return state == other;
        }
    }
}
