package io.github.qisaws.architecture;

/** Output values of the edge-global module that other components use. */
final class EdgeGlobalOutputs extends Outputs {
    EdgeGlobalOutputs(Call call) {
        super(call);
    }

    Reference<Kind.Arn> certificateArn() {
        return one("certificate_arn");
    }

    Reference<Kind.Arn> webAclArn() {
        return one("web_acl_arn");
    }
}
