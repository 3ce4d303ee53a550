package io.github.qisaws.architecture;

/** What others use of a web tier. */
final class WebTierOutputs extends Outputs {
    WebTierOutputs(Call call) {
        super(call);
    }

    Reference<Kind.ScalingGroup> groupName() {
        return one("group_name");
    }
}
