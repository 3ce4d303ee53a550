package io.github.qisaws.aws;

import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/**
 * Security groups that still have the rule with which AWS makes each: it lets everything out. The provider takes it away
 * right after the creation, and no plan shows it when a kill came between.
 */
public final class OpenSecurityGroups {
    private final AwsAccess access;

    /** A rule of a group, both by their ids. */
    public record Rule(String group, String id) {}

    public OpenSecurityGroups(AwsAccess access) {
        this.access = access;
    }

    /** Those rules of these groups; our own rules carry tags from the first moment. */
    public List<Rule> open(Collection<String> groups) {
        if (groups.isEmpty()) {
            return List.of();
        }
        return access.call("ec2:DescribeSecurityGroupRules", () -> {
            try (Ec2Client client = access.configure("EC2", Ec2Client.builder()).build()) {
                return client
                        .describeSecurityGroupRulesPaginator(request -> request.filters(
                                Filter.builder().name("group-id").values(groups).build()))
                        .securityGroupRules()
                        .stream()
                        .filter(OpenSecurityGroups::isFromAws)
                        .map(rule -> new Rule(rule.groupId(), rule.securityGroupRuleId()))
                        .toList();
            }
        });
    }

    private static boolean isFromAws(SecurityGroupRule rule) {
        boolean everywhere = "0.0.0.0/0".equals(rule.cidrIpv4()) || "::/0".equals(rule.cidrIpv6());
        return Boolean.TRUE.equals(rule.isEgress())
                && "-1".equals(rule.ipProtocol())
                && everywhere
                && rule.tags().isEmpty();
    }

    /** Removes a rule. */
    public void close(Rule rule) {
        access.change(
                "ec2:RevokeSecurityGroupEgress",
                "removed rule " + rule.id() + " from security group " + rule.group(),
                () -> {
                    try (Ec2Client client =
                            access.configure("EC2", Ec2Client.builder()).build()) {
                        client.revokeSecurityGroupEgress(
                                request -> request.groupId(rule.group()).securityGroupRuleIds(rule.id()));
                        return true;
                    }
                });
    }
}
