package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.QUOTA_EXCEEDED;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.plan.Change;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether a security group gets more inbound rules than the quota allows. A rule with a prefix list counts as many
 * times as the list can have entries; the list of CloudFront counts 55 of the usual 60.
 */
record GroupRulesQuestion() implements Question {
    private static final String SERVICE = "vpc";
    private static final String CODE = "L-0EA8095F";
    private static final String RULE = "aws_vpc_security_group_ingress_rule";
    static final Set<String> ACTIONS =
            new TreeSet<>(Set.of(QuotaQuestion.GET, QuotaQuestion.GET_DEFAULT, "ec2:DescribeManagedPrefixLists"));

    @Override
    public String about() {
        return "quota of rules per security group";
    }

    @Override
    public Set<String> actions() {
        return ACTIONS;
    }

    @Override
    public Answer ask(AccountFacts account) {
        int limit = account.quota(SERVICE, CODE);
        Map<String, Integer> lists = account.prefixLists();
        return planned -> judge(planned, limit, lists);
    }

    private static List<Obstacle> judge(Planned planned, int limit, Map<String, Integer> lists) {
        Set<String> groups = new TreeSet<>();
        planned.remaining("aws_security_group")
                .forEach(change -> groups.add(change.address().text()));
        Map<String, Integer> rules = new TreeMap<>();
        planned.remaining(RULE).forEach(rule -> group(rule, groups)
                .ifPresent(group -> rules.merge(group, weight(rule, lists), Integer::sum)));
        return rules.entrySet().stream()
                .filter(each -> each.getValue() > limit && planned.makes(RULE))
                .map(each -> exceeded(each.getKey(), each.getValue(), limit))
                .toList();
    }

    /** The group of a rule by name, because its ID is known only after the apply: data_web_nfs is a rule of group data. */
    private static Optional<String> group(Change rule, Set<String> groups) {
        String wanted = rule.address().text().replace(RULE, "aws_security_group");
        return groups.stream()
                .filter(group -> wanted.startsWith(group.replaceAll("\\[[^\\]]*\\]$", "") + "_"))
                .max(Comparator.comparing(String::length));
    }

    private static int weight(Change rule, Map<String, Integer> lists) {
        return lists.getOrDefault(rule.after("prefix_list_id").raw(), 1);
    }

    private static Obstacle exceeded(String group, int rules, int limit) {
        String key = group.endsWith(".ssh") || group.contains(".ssh[") ? "network.ssh-from" : "network";
        return Obstacle.blocks(
                        QUOTA_EXCEEDED,
                        key,
                        "The quota allows " + limit + " inbound rules in a security group; this plan needs " + rules
                                + ".",
                        QuotaQuestion.increase(SERVICE, CODE, rules))
                .at(group);
    }
}
