package io.github.qisaws.image;

import java.util.Optional;

/**
 * A written SSM parameter.
 *
 * @param before the previous AMI; empty if the parameter did not exist
 */
public record Promotion(String parameter, String ami, Optional<String> before) {}
