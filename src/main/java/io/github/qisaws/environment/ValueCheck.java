package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Values;
import java.util.List;

/** Judges values together; silent about those that are missing or already refused. */
@FunctionalInterface
interface ValueCheck {
    List<ValueCheck> ALL = List.of(
            new ZonesCheck(),
            new SubnetsCheck(),
            new TiersCheck(),
            new ManagedCheck(),
            new SshCheck(),
            new ContainersCheck(),
            new ScalingCheck(),
            new ProcessorCheck(),
            new ConnectionsCheck(),
            new CertificateCheck(),
            new EdgeCheck(),
            new CareCheck(),
            new TagsCheck(),
            new StateCheck(),
            new AcceptedCheck(),
            new ImageBuildCheck());

    void judge(Values values, Findings findings);
}
