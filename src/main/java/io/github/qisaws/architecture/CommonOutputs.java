package io.github.qisaws.architecture;

import io.github.qisaws.architecture.Deployment.Output;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What every environment behind a load balancer tells. */
final class CommonOutputs {
    private CommonOutputs() {}

    static SortedMap<String, Output> of(NetworkOutputs network, LoadBalancerOutputs loadBalancer) {
        return new TreeMap<>(Map.of(
                "url", new Output("Where QIS answers.", loadBalancer.url().text()),
                "load_balancer",
                        new Output(
                                "DNS name of the load balancer.",
                                loadBalancer.dnsName().text()),
                "vpc_id", new Output("Id of the VPC.", network.vpcId().text())));
    }

    /** The same with a group of web servers. */
    static SortedMap<String, Output> of(
            NetworkOutputs network, LoadBalancerOutputs loadBalancer, WebTierOutputs webTier) {
        SortedMap<String, Output> outputs = of(network, loadBalancer);
        outputs.put(
                "web_group",
                new Output(
                        "Name of the auto-scaling group of web servers.",
                        webTier.groupName().text()));
        return outputs;
    }

    static Output secret(Reference<Kind.Secret> arn) {
        return new Output("ARN of the secret that holds QIS's passwords and keys.", arn.text());
    }
}
