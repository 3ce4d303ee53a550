package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Topology.Cases;

/** Chooses the architecture that an environment names. */
public final class Architectures {
    private Architectures() {}

    /** Wires the components of the environment's architecture together. */
    public static Deployment deploymentOf(Environment environment) {
        return ImagePipelineArchitecture.withPipeline(withoutPipeline(environment), environment);
    }

    private static Deployment withoutPipeline(Environment environment) {
        return environment
                .topology()
                .match(new Cases<>(
                        single -> SingleServerArchitecture.deploymentOf(environment, single),
                        two -> TwoServerArchitecture.deploymentOf(environment, two),
                        managed -> ManagedArchitecture.deploymentOf(environment, managed),
                        fargate -> ContainersArchitecture.deploymentOf(environment, fargate),
                        host -> ContainersArchitecture.deploymentOf(environment, host),
                        pipeline -> ImagePipelineArchitecture.deploymentOf(environment)));
    }
}
