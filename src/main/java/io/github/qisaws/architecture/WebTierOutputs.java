package io.github.qisaws.architecture;

/** What others use of a web tier. */
final class WebTierOutputs extends Outputs {
    WebTierOutputs(Call call) {
        super(call);
    }

    Reference<Kind.ScalingGroup> groupName() {
        return one("group_name");
    }

    Reference<Kind.Topic> topicArn() {
        return one("topic_arn");
    }

    Reference<Kind.Role> roleName() {
        return one("role_name");
    }
}
