package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Mistake;
import io.github.qisaws.environment.schema.SourceMap;
import java.util.List;
import java.util.Optional;

/**
 * Result of reading an environment file.
 *
 * @param environment present if and only if there is no mistake
 * @param mistakes by line and column
 * @param sources position of each property, also used to locate later Terraform errors
 */
public record Reading(Optional<Environment> environment, List<Mistake> mistakes, SourceMap sources) {
    public Reading {
        mistakes = List.copyOf(mistakes);
    }

    /**
     * The environment.
     *
     * @throws InvalidEnvironmentException with all mistakes, if there is any
     */
    public Environment orThrow() {
        return environment.orElseThrow(() -> new InvalidEnvironmentException(sources.file(), mistakes));
    }
}
