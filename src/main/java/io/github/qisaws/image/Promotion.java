package io.github.qisaws.image;

import java.util.Optional;

/**
 * What a parameter names from now on.
 *
 * @param before what it named until now; empty if it was not there
 */
public record Promotion(String parameter, String ami, Optional<String> before) {}
