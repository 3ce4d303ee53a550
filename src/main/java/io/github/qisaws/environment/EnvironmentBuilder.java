package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.Network;
import io.github.qisaws.environment.Environment.Placement;
import io.github.qisaws.environment.Environment.Site;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;
import java.util.TreeMap;

/** Builds the typed environment from values without mistakes. */
final class EnvironmentBuilder {
    private final String name;
    private final Values values;

    EnvironmentBuilder(String name, Values values) {
        this.name = name;
        this.values = values;
    }

    Environment build() {
        Placement placement = new Placement(
                values.get(Keys.REGION),
                values.get(Keys.ACCOUNT),
                values.get(Keys.ARCHITECTURE),
                Derived.usesUsEast1(values));
        Site site = new Site(values.get(Keys.PROTECT), values.get(Keys.TAGS), policy(), Settings.of(values));
        Topology topology = new TopologyBuilder(name, values).build();
        return new Environment(name, placement, site, network(), topology, state());
    }

    private GuardPolicy policy() {
        return new GuardPolicy(
                values.get(PolicyKeys.ACCEPT), values.get(PolicyKeys.STATEFUL), values.get(PolicyKeys.MAX_DESTROYS));
    }

    private Network network() {
        return new Network(values.get(NetworkKeys.LAYOUT), Derived.zones(values).orElseThrow(), existingNetwork());
    }

    private Optional<ExistingNetwork> existingNetwork() {
        return Derived.hasNetwork(values)
                ? Optional.of(new ExistingNetwork(
                        values.get(ExistingKeys.VPC),
                        new TreeMap<>(values.get(ExistingKeys.PRIVATE_SUBNETS)),
                        new TreeMap<>(values.get(ExistingKeys.PUBLIC_SUBNETS))))
                : Optional.empty();
    }

    private StateBackend state() {
        if (values.isGiven(StateKeys.CLOUD)) {
            return new StateBackend.Cloud(
                    values.get(StateKeys.ORGANIZATION),
                    values.find(StateKeys.WORKSPACE).orElse("qis-" + name),
                    values.get(StateKeys.HOSTNAME));
        }
        String bucket = values.find(StateKeys.BUCKET)
                .orElseGet(() -> "qis-aws-" + values.get(Keys.ACCOUNT) + "-" + values.get(Keys.REGION));
        return new StateBackend.S3(bucket, "environments/" + name + "/terraform.tfstate");
    }
}
