package io.github.qisaws.preflight;

import io.github.qisaws.aws.AccountFacts;
import java.util.List;
import java.util.Set;

/** One question to AWS. */
interface Question {
    /** The topic, as a noun phrase after "AWS gave no answer about: ". */
    String about();

    /** The IAM actions that the question needs. */
    Set<String> actions();

    /**
     * Asks AWS.
     *
     * @return how the answer is judged, once the plan is known
     */
    Answer ask(AccountFacts account);

    /** Whether to ask also for a plan that changes nothing in AWS. */
    default boolean evenWithoutChanges() {
        return false;
    }

    /** An answer of AWS. */
    interface Answer {
        /** What stops the apply of the planned changes, or may stop it. */
        List<Obstacle> judge(Planned planned);
    }
}
