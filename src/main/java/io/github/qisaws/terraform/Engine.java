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

    /** Runs {@code init} unconditionally; {@link InitGate} runs it only if it is needed. */
    Outcome init(Verb.Init init, Consumer<Event> listener);

    Outcome plan(Verb.Plan plan, Consumer<Event> listener);

    /**
     * Applies a plan file.
     *
     * @param started receives the process group of Terraform and its providers
     */
    Outcome apply(Verb.Apply apply, Consumer<Event> listener, LongConsumer started);

    /** Applies a plan file without reporting the process group. */
    default Outcome apply(Verb.Apply apply, Consumer<Event> listener) {
        return apply(apply, listener, group -> {});
    }

    /** The result of {@code validate}; an invalid configuration is a result, not a failure. */
    Validation validate();

    /**
     * Writes a plan as JSON to a file that only its owner can read, because it contains sensitive values in plain
     * text.
     */
    Outcome show(Path plan, Path into);

    /** The state's outputs: each with {@code sensitive}, {@code type}, {@code value}. */
    JsonNode output();

    /** The addresses in the state, in Terraform's order; empty if there is no state. */
    List<String> stateList();

    /** The state as JSON; an empty object if there is no state. */
    JsonNode statePull();

    Outcome statePush(Path file);

    Outcome forceUnlock(String lockId);

    Outcome untaint(String address);

    Outcome stateMove(String from, String to);

    /**
     * Starts one provider process for several commands, if that is safe.
     *
     * @param cacheFolder qis-aws's cache on this machine
     */
    Shared share(Path cacheFolder);

    /** Terraform with a new provider process for each command. */
    default Shared alone() {
        return new Shared(this, () -> {});
    }

    /**
     * Terraform with a provider process that its commands share until it is closed.
     *
     * @param end stops the provider process
     */
    record Shared(Engine engine, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }
}
