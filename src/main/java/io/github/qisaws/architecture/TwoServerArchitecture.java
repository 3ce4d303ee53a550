package io.github.qisaws.architecture;

import io.github.qisaws.architecture.Deployment.Output;
import io.github.qisaws.architecture.WebTierComponent.Surroundings;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.ServerImage;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One full-time web server, one full-time database and image-storage server, and auto-scaled web servers. */
final class TwoServerArchitecture {
    private static final String IMAGE_PARAMETER = "server_image";

    private TwoServerArchitecture() {}

    static Deployment deploymentOf(Environment environment) {
        Reference<Kind.MachineImage> image = image(environment);
        NetworkOutputs network = NetworkComponent.call(environment);
        FirewallOutputs firewall = FirewallComponent.call(environment, network);
        LoadBalancerOutputs loadBalancer = LoadBalancerComponent.call(environment, network, firewall);
        DataServerOutputs dataServer = DataServerComponent.call(environment, network, firewall, image);
        WebTierOutputs webTier = WebTierComponent.call(
                environment, new Surroundings(network, firewall, loadBalancer, dataServer), image);
        SortedMap<String, Output> outputs = new TreeMap<>();
        outputs.put("url", new Output("Where QIS answers.", loadBalancer.url().text()));
        outputs.put(
                "load_balancer",
                new Output(
                        "DNS name of the load balancer.", loadBalancer.dnsName().text()));
        outputs.put("vpc_id", new Output("Id of the VPC.", network.vpcId().text()));
        outputs.put(
                "data_server",
                new Output(
                        "Name of the data server inside the VPC.",
                        dataServer.hostName().text()));
        outputs.put(
                "web_group",
                new Output(
                        "Name of the auto-scaling group of web servers.",
                        webTier.groupName().text()));
        outputs.put(
                "secret",
                new Output(
                        "ARN of the secret that holds QIS's passwords and keys.",
                        dataServer.secretArn().text()));
        return new Deployment(
                environment.name(),
                environment.placement(),
                environment.state(),
                Stream.of(network, firewall, loadBalancer, dataServer, webTier)
                        .map(Outputs::call)
                        .toList(),
                parameters(environment),
                outputs);
    }

    private static SortedMap<String, String> parameters(Environment environment) {
        SortedMap<String, String> parameters = new TreeMap<>();
        ServerImage image = environment.site().image();
        if (image.isParameter()) {
            parameters.put(IMAGE_PARAMETER, image.parameterName());
        }
        return parameters;
    }

    /** The AMI itself, or a reference to what the parameter holds when the plan is made. */
    private static Reference<Kind.MachineImage> image(Environment environment) {
        ServerImage image = environment.site().image();
        return image.isParameter()
                ? Reference.to("data.aws_ssm_parameter." + IMAGE_PARAMETER + ".insecure_value")
                : new Reference<>(image.reference());
    }
}
