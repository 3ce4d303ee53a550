package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_egress_rule.VpcSecurityGroupEgressRule;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_ingress_rule.VpcSecurityGroupIngressRule;

/** Adds the rules of one security group, named group_peer_port so that their resource addresses are stable. */
final class GroupRules {
    private static final String ANYWHERE = "0.0.0.0/0";

    private final Blueprint b;
    private final String prefix;
    private final String groupId;
    private String condition = "";

    /**
     * A TCP port of QIS.
     *
     * @param name for resource names
     * @param words for descriptions
     */
    record Port(String name, int number, String words) {}

    GroupRules(Blueprint b, String prefix, String groupId) {
        this.b = b;
        this.prefix = prefix;
        this.groupId = "${" + groupId + "}";
    }

    /** Creates the following rules only under a condition. */
    GroupRules onlyIf(String newCondition) {
        condition = newCondition;
        return this;
    }

    VpcSecurityGroupIngressRule fromAnywhere(Port port) {
        VpcSecurityGroupIngressRule rule = b.add(prefix + "_anywhere_" + port.name(), id -> ingress(id, port)
                .description(port.words() + " from anywhere")
                .cidrIpv4(ANYWHERE)
                .build());
        finish("anywhere", port, rule);
        return rule;
    }

    void from(String peer, String peerGroupId, Port port) {
        finish(peer, port, b.add(prefix + "_" + peer + "_" + port.name(), id -> ingress(id, port)
                .description(port.words() + " from " + words(peer))
                .referencedSecurityGroupId("${" + peerGroupId + "}")
                .build()));
    }

    void to(String peer, String peerGroupId, Port port) {
        finish(peer, port, b.add(prefix + "_" + peer + "_" + port.name(), id -> egress(id, port)
                .description(port.words() + " to " + words(peer))
                .referencedSecurityGroupId("${" + peerGroupId + "}")
                .build()));
    }

    void toAnywhere(Port port, String description) {
        finish("anywhere", port, b.add(prefix + "_anywhere_" + port.name(), id -> egress(id, port)
                .description(description)
                .cidrIpv4(ANYWHERE)
                .build()));
    }

    /** Allows all outbound traffic to the members of a group, as in the original notes. */
    void allTo(String peer, String peerGroupId) {
        VpcSecurityGroupEgressRule rule =
                b.add(prefix + "_" + peer + "_all", id -> VpcSecurityGroupEgressRule.Builder.create(b.stack(), id)
                        .securityGroupId(groupId)
                        .description("Everything to " + words(peer))
                        .referencedSecurityGroupId("${" + peerGroupId + "}")
                        .ipProtocol("-1")
                        .build());
        finish(peer, new Port("all", 0, "everything"), rule);
    }

    private VpcSecurityGroupIngressRule.Builder ingress(String id, Port port) {
        return VpcSecurityGroupIngressRule.Builder.create(b.stack(), id)
                .securityGroupId(groupId)
                .ipProtocol("tcp")
                .fromPort(port.number())
                .toPort(port.number());
    }

    private VpcSecurityGroupEgressRule.Builder egress(String id, Port port) {
        return VpcSecurityGroupEgressRule.Builder.create(b.stack(), id)
                .securityGroupId(groupId)
                .ipProtocol("tcp")
                .fromPort(port.number())
                .toPort(port.number());
    }

    private void finish(String peer, Port port, TerraformResource rule) {
        if (!condition.isEmpty()) {
            b.onlyIf(rule, condition);
        }
        b.name(rule, "qis-" + prefix.replace('_', '-') + "-" + peer.replace('_', '-') + "-" + port.name());
    }

    private static String words(String peer) {
        return peer.equals("servers") ? "the QIS servers" : "the " + peer.replace('_', ' ') + " group";
    }
}
