package io.github.qisaws.aws;

import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/**
 * Finds and removes the rule that AWS adds to each new security group, which allows all outbound traffic. The provider
 * removes it right after the creation; if it is killed before that, no plan shows the rule.
 */
public final class OpenSecurityGroups {
    private final AwsAccess access;

    /** The IDs of a rule and its security group. */
    public record Rule(String group, String id) {}

    public OpenSecurityGroups(AwsAccess access) {
        this.access = access;
    }

    /** The rules that AWS added to these groups; rules of qis-aws have tags from their creation. */
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
