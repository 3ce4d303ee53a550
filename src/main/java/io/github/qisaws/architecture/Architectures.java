package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;

/** Chooses the architecture that an environment names. */
public final class Architectures {
    private Architectures() {}

    /** Wires the components of the environment's architecture together. */
    public static Deployment deploymentOf(Environment environment) {
        return ImagePipelineArchitecture.withPipeline(servers(environment), environment);
    }

    private static Deployment servers(Environment environment) {
        return switch (environment.placement().architecture()) {
            case MANAGED -> ManagedArchitecture.deploymentOf(environment);
            case SINGLE_SERVER -> SingleServerArchitecture.deploymentOf(environment);
            case CONTAINERS -> ContainersArchitecture.deploymentOf(environment);
            case TWO_SERVER -> TwoServerArchitecture.deploymentOf(environment);
            case IMAGE_PIPELINE -> ImagePipelineArchitecture.deploymentOf(environment);
        };
    }
}
