package io.github.qisaws.architecture;

import io.github.qisaws.architecture.Deployment.Output;
import java.util.Map;

/** What every environment with web servers behind a load balancer tells. */
final class CommonOutputs {
    private CommonOutputs() {}

    static Map<String, Output> of(NetworkOutputs network, LoadBalancerOutputs loadBalancer, WebTierOutputs webTier) {
        return Map.of(
                "url", new Output("Where QIS answers.", loadBalancer.url().text()),
                "load_balancer",
                        new Output(
                                "DNS name of the load balancer.",
                                loadBalancer.dnsName().text()),
                "vpc_id", new Output("Id of the VPC.", network.vpcId().text()),
                "web_group",
                        new Output(
                                "Name of the auto-scaling group of web servers.",
                                webTier.groupName().text()));
    }

    static Output secret(Reference<Kind.Secret> arn) {
        return new Output("ARN of the secret that holds QIS's passwords and keys.", arn.text());
    }
}
