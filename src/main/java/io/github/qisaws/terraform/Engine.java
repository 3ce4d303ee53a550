package io.github.qisaws.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Terraform or OpenTofu in one folder: the commands that qis-aws runs.
 *
 * <p>Commands that return an {@link Outcome} report a failure in it. The others throw a
 * {@link io.github.qisaws.problem.ProblemException}.
 */
public interface Engine {
    EngineBinary binary();

    /** The folder with the configuration, absolute. */
    Path directory();

    /** Runs {@code init} in any case; {@link InitGate} runs it only when it is needed. */
    Outcome init(Verb.Init init, Consumer<Event> listener);

    Outcome plan(Verb.Plan plan, Consumer<Event> listener);

    /**
     * Applies a plan file.
     *
     * @param started gets the process group in which the engine and its providers run
     */
    Outcome apply(Verb.Apply apply, Consumer<Event> listener, LongConsumer started);

    /** The same without a journal. */
    default Outcome apply(Verb.Apply apply, Consumer<Event> listener) {
        return apply(apply, listener, group -> {});
    }

    /** The result of {@code validate}; an invalid configuration is a result, not a failure. */
    Validation validate();

    /** Writes a plan as JSON into a file that only its owner may read, since it holds sensitive values in clear. */
    Outcome show(Path plan, Path into);

    /** The state's outputs: each with {@code sensitive}, {@code type}, {@code value}. */
    JsonNode output();

    /** The addresses in the state, sorted as the engine sorts them; empty if there is no state. */
    List<String> stateList();

    /** The whole state, or an empty object if there is none yet. */
    JsonNode statePull();

    Outcome statePush(Path file);

    Outcome forceUnlock(String lockId);

    Outcome untaint(String address);

    Outcome stateMove(String from, String to);

    /**
     * Starts one provider process for commands that follow each other, where that is safe.
     *
     * @param cacheFolder qis-aws's cache on this machine
     */
    Shared share(Path cacheFolder);

    /** This engine with a provider process of its own for each command. */
    default Shared alone() {
        return new Shared(this, () -> {});
    }

    /**
     * An engine whose commands share a provider process until it is closed.
     *
     * @param end ends the process
     */
    record Shared(Engine engine, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }
}
