package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Topology.Cases;

/** Selects the architecture of an environment. */
public final class Architectures {
    private Architectures() {}

    /** The environment's components, wired according to its architecture. */
    public static Deployment deploymentOf(Environment environment) {
        return ImagePipelineArchitecture.withPipeline(
                CommonOutputs.withCloudFront(withoutPipeline(environment)), environment);
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
