package io.github.qisaws.architecture;

import io.github.qisaws.architecture.Deployment.Output;
import io.github.qisaws.architecture.WebTierComponent.Surroundings;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.ServerImage;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One full-time web server, one full-time database and image-storage server, and auto-scaled web servers. */
final class TwoServerArchitecture {
    private static final String IMAGE_PARAMETER = "server_image";

    private TwoServerArchitecture() {}

    static Deployment deploymentOf(Environment environment) {
        String image = image(environment);
        Call network = NetworkComponent.call(environment, Tags.of(environment, NetworkComponent.CONTRACT));
        Call firewall = FirewallComponent.call(environment, Tags.of(environment, FirewallComponent.CONTRACT), network);
        Call loadBalancer = LoadBalancerComponent.call(
                environment, Tags.of(environment, LoadBalancerComponent.CONTRACT), network, firewall);
        Call dataServer = DataServerComponent.call(
                environment, Tags.of(environment, DataServerComponent.CONTRACT), network, firewall, image);
        Call webTier = WebTierComponent.call(
                environment,
                Tags.of(environment, WebTierComponent.CONTRACT),
                new Surroundings(network, firewall, loadBalancer, dataServer),
                image);
        SortedMap<String, Output> outputs = new TreeMap<>();
        outputs.put("url", new Output("Where QIS answers.", loadBalancer.output("url")));
        outputs.put("load_balancer", new Output("DNS name of the load balancer.", loadBalancer.output("dns_name")));
        outputs.put("vpc_id", new Output("Id of the VPC.", network.output("vpc_id")));
        outputs.put(
                "data_server", new Output("Name of the data server inside the VPC.", dataServer.output("host_name")));
        outputs.put(
                "web_group",
                new Output("Name of the auto-scaling group of web servers.", webTier.output("group_name")));
        outputs.put(
                "secret",
                new Output("ARN of the secret that holds QIS's passwords and keys.", dataServer.output("secret_arn")));
        return new Deployment(
                environment.name(),
                environment.placement(),
                environment.state(),
                List.of(network, firewall, loadBalancer, dataServer, webTier),
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
    private static String image(Environment environment) {
        ServerImage image = environment.site().image();
        return image.isParameter()
                ? "${data.aws_ssm_parameter." + IMAGE_PARAMETER + ".insecure_value}"
                : image.reference();
    }
}
