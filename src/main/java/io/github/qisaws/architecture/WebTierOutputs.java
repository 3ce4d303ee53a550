package io.github.qisaws.architecture;

/** Output values of the web tier module that other components use. */
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

    /** Null if the full-time web server is in a group, or if there is none. */
    Reference<Kind.Watched> fullTimeInstanceId() {
        return one("full_time_instance_id");
    }
}
