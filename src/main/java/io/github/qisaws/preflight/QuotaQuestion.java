package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.QUOTA_EXCEEDED;

import io.github.qisaws.aws.AccountFacts;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Whether a quota leaves room for the resources that the plan adds.
 *
 * @param service code of the service in Service Quotas
 * @param code code of the quota
 * @param words what the quota limits
 * @param key the key of the environment file
 * @param type Terraform type of the resources, each of which uses one
 * @param action the IAM action that counts what is in use
 * @param used counts what is in use
 */
record QuotaQuestion(
        String service,
        String code,
        String words,
        String key,
        String type,
        String action,
        ToIntFunction<AccountFacts> used)
        implements Question {
    static final String GET = "servicequotas:GetServiceQuota";
    static final String GET_DEFAULT = "servicequotas:GetAWSDefaultServiceQuota";

    /** Quotas of which each resource of one type uses one. */
    static final List<QuotaQuestion> ALL = List.of(
            new QuotaQuestion(
                    "ec2",
                    "L-0263D0A3",
                    "Elastic IP addresses",
                    "network.nat",
                    "aws_eip",
                    "ec2:DescribeAddresses",
                    AccountFacts::addresses),
            new QuotaQuestion(
                    "vpc", "L-F678F1CE", "VPCs", "network", "aws_vpc", "ec2:DescribeVpcs", AccountFacts::networks),
            new QuotaQuestion(
                    "elasticloadbalancing",
                    "L-53DA6B97",
                    "Application Load Balancers",
                    "load-balancer",
                    "aws_lb",
                    "elasticloadbalancing:DescribeLoadBalancers",
                    AccountFacts::loadBalancers));

    @Override
    public String about() {
        return "quota of " + words;
    }

    @Override
    public Set<String> actions() {
        return new TreeSet<>(Set.of(GET, GET_DEFAULT, action));
    }

    @Override
    public Answer ask(AccountFacts account) {
        int limit = account.quota(service, code);
        int inUse = used.applyAsInt(account);
        return planned -> {
            int more = (int) planned.added(type).count();
            return more == 0 || inUse + more <= limit ? List.of() : List.of(exceeded(limit, inUse, more));
        };
    }

    private Obstacle exceeded(int limit, int inUse, int more) {
        return Obstacle.blocks(
                QUOTA_EXCEEDED,
                key,
                "The quota allows " + limit + " " + words + ". The account has " + inUse + ", and this plan adds "
                        + more + ".",
                increase(service, code, inUse + more));
    }

    /** The command that asks AWS for a higher quota. */
    static String increase(String service, String code, int value) {
        return "Run aws service-quotas request-service-quota-increase --service-code " + service + " --quota-code "
                + code + " --desired-value " + value + ", or delete unused resources.";
    }
}
