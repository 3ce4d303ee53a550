package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Values;
import java.util.List;

/** Checks a combination of values; ignores values that are missing or already rejected. */
@FunctionalInterface
interface ValueCheck {
    List<ValueCheck> ALL = List.of(
            new ZonesCheck(),
            new ExistingNetworkCheck(),
            new SubnetsCheck(),
            new TiersCheck(),
            new ManagedCheck(),
            new VolumesCheck(),
            new CopiesCheck(),
            new SshCheck(),
            new ContainersCheck(),
            new ScalingCheck(),
            new ProcessorCheck(),
            new ConnectionsCheck(),
            new CertificateCheck(),
            new EdgeCheck(),
            new InternalCheck(),
            new CareCheck(),
            new EncryptionKeyCheck(),
            new TagsCheck(),
            new StateCheck(),
            new AcceptedCheck(),
            new ImageBuildCheck());

    void judge(Values values, Findings findings);
}
