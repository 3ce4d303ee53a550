package io.github.qisaws.architecture;

import io.github.qisaws.architecture.Deployment.Output;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.ImageBuild;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The image pipeline: as an architecture with its own network, for all environments that use its SSM parameter, or as a
 * component of another architecture.
 */
final class ImagePipelineArchitecture {
    private static final Set<Contract> NETWORKS = Set.of(NetworkComponent.CONTRACT, ExistingNetworkComponent.CONTRACT);

    private ImagePipelineArchitecture() {}

    /** The network only; {@link #withPipeline} adds the pipeline. */
    static Deployment deploymentOf(Environment environment) {
        return new Deployment(
                environment.name(),
                environment.placement(),
                environment.state(),
                List.of(NetworkComponent.call(environment).call()),
                new TreeMap<>(),
                new TreeMap<>());
    }

    /** The deployment, with the environment's image pipeline if it has one. */
    static Deployment withPipeline(Deployment deployment, Environment environment) {
        return environment
                .topology()
                .build()
                .map(build -> add(deployment, environment, build))
                .orElse(deployment);
    }

    private static Deployment add(Deployment deployment, Environment environment, ImageBuild build) {
        NetworkOutputs network = new NetworkOutputs(deployment.calls().stream()
                .filter(call -> NETWORKS.contains(call.contract()))
                .findFirst()
                .orElseThrow());
        Call image = ImageComponent.call(environment, build, network);
        List<Call> calls = new ArrayList<>(deployment.calls());
        calls.add(image);
        SortedMap<String, Output> outputs = new TreeMap<>(deployment.outputs());
        outputs.put(
                "image_parameter",
                new Output(
                        "SSM parameter in each region with the newest AMI that passed its tests.",
                        "${" + image.reference("parameter_name") + "}"));
        outputs.put(
                "image_pipeline", new Output("ARN of the AMI pipeline.", "${" + image.reference("pipeline_arn") + "}"));
        return new Deployment(
                deployment.name(), deployment.placement(), deployment.state(), calls, deployment.parameters(), outputs);
    }
}
