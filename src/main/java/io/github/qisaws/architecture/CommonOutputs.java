package io.github.qisaws.architecture;

import io.github.qisaws.architecture.Deployment.Output;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Output values of every environment with a load balancer. */
final class CommonOutputs {
    private CommonOutputs() {}

    static SortedMap<String, Output> of(NetworkOutputs network, LoadBalancerOutputs loadBalancer) {
        return new TreeMap<>(Map.of(
                "url", new Output("URL of QIS.", loadBalancer.url().text()),
                "load_balancer",
                        new Output(
                                "DNS name of the load balancer.",
                                loadBalancer.dnsName().text()),
                "vpc_id", new Output("ID of the VPC.", network.vpcId().text())));
    }

    /** The same output values, and the Auto Scaling group of the web servers. */
    static SortedMap<String, Output> of(
            NetworkOutputs network, LoadBalancerOutputs loadBalancer, WebTierOutputs webTier) {
        SortedMap<String, Output> outputs = of(network, loadBalancer);
        outputs.put(
                "web_group",
                new Output(
                        "Name of the web servers' Auto Scaling group.",
                        webTier.groupName().text()));
        return outputs;
    }

    /** The deployment, with the name of its CloudFront distribution if it has one. */
    static Deployment withCloudFront(Deployment deployment) {
        SortedMap<String, Output> outputs = new TreeMap<>(deployment.outputs());
        deployment.calls().stream()
                .filter(call -> call.contract().equals(EdgeComponent.CONTRACT)
                        && Boolean.TRUE.equals(call.arguments().get("cloudfront")))
                .map(EdgeOutputs::new)
                .forEach(edge -> outputs.put(
                        "cloudfront",
                        new Output(
                                "DNS name of the CloudFront distribution, to which host-name must point.",
                                edge.distributionDomainName().text())));
        return new Deployment(
                deployment.name(),
                deployment.placement(),
                deployment.state(),
                deployment.calls(),
                deployment.parameters(),
                outputs);
    }

    static Output secret(Reference<Kind.Secret> arn) {
        return new Output("ARN of the secret with QIS's passwords and keys.", arn.text());
    }

    /** The bucket from which servers load another QIS. */
    static Output staging(MigrationOutputs migration) {
        return new Output(
                "Staging bucket of qis-aws migrate.", migration.bucket().text());
    }
}
