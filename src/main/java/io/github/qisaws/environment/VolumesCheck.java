package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;

/** Checks that a server with data volumes can find them: by volume ID, which only instances on Nitro show. */
final class VolumesCheck implements ValueCheck {
    @Override
    public void judge(Values values, Findings findings) {
        values.find(DataKeys.INSTANCE_TYPE)
                .filter(type -> !InstanceType.of(type).isNitro())
                .ifPresent(type -> findings.add(
                        DataKeys.INSTANCE_TYPE,
                        Message.of(
                                type
                                        + " is on the Xen hypervisor, where a server cannot find its data volumes by their ID",
                                "allowed: a type on the Nitro system such as t3.medium or m7g.large")));
    }
}
