package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.QUOTA_EXCEEDED;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.aws.AccountFacts.InstanceFacts;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.plan.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether the vCPU quota of the standard instance families leaves room for the planned servers. */
record VcpuQuestion(Environment environment) implements Question {
    static final String SERVICE = "ec2";
    static final String CODE = "L-1216C47A";
    static final Set<String> ACTIONS = new TreeSet<>(
            Set.of(QuotaQuestion.GET, QuotaQuestion.GET_DEFAULT, "ec2:DescribeInstances", "ec2:DescribeInstanceTypes"));

    /** Families A, C, D, H, I, M, R, T, and Z share this quota. */
    private static final String STANDARD = "[acdhimrtz][0-9].*";

    /** An answer: the limit, what runs, and the vCPUs of each type. */
    private record Room(int limit, int used, Map<String, InstanceFacts> types) {}

    @Override
    public String about() {
        return "quota of vCPUs";
    }

    @Override
    public Set<String> actions() {
        return ACTIONS;
    }

    @Override
    public Answer ask(AccountFacts account) {
        int limit = account.quota(SERVICE, CODE);
        Map<String, Integer> running = account.instances();
        Set<String> names = new HashSet<>(running.keySet());
        names.addAll(environment.topology().instanceTypes());
        Map<String, InstanceFacts> types = account.instanceTypes(names);
        int used = running.entrySet().stream()
                .mapToInt(each -> each.getValue() * vcpus(types, each.getKey()))
                .sum();
        return planned -> judge(new Room(limit, used, types), planned);
    }

    private List<Obstacle> judge(Room room, Planned planned) {
        int servers = planned.added("aws_instance")
                .mapToInt(change ->
                        vcpus(room.types(), change.after("instance_type").raw()))
                .sum();
        int fleet = 0;
        int most = 0;
        for (Change group : planned.added("aws_autoscaling_group").toList()) {
            int each = fleetVcpus(room.types());
            fleet += each * number(group, "min_size");
            most += each * number(group, "max_size");
        }
        int least = room.used() + servers + fleet;
        int highest = room.used() + servers + most;
        if (servers + fleet > 0 && least > room.limit()) {
            return List.of(Obstacle.blocks(
                    QUOTA_EXCEEDED,
                    key(),
                    words(room) + ", and this plan adds " + (servers + fleet) + ".",
                    QuotaQuestion.increase(SERVICE, CODE, highest)));
        }
        return most > 0 && highest > room.limit()
                ? List.of(Obstacle.warns(
                        QUOTA_EXCEEDED,
                        "web.scaling.maximum",
                        words(room) + ". The largest fleet needs " + (servers + most)
                                + " more, so scaling would stop before it reaches web.scaling.maximum.",
                        QuotaQuestion.increase(SERVICE, CODE, highest)))
                : List.of();
    }

    private static String words(Room room) {
        return "The quota allows " + room.limit() + " vCPUs of standard instances. " + room.used() + " are in use";
    }

    private String key() {
        return Servers.of(environment).get(0).key();
    }

    private int fleetVcpus(Map<String, InstanceFacts> types) {
        return Servers.of(environment).stream()
                .filter(servers -> !servers.all())
                .mapToInt(servers -> vcpus(types, servers.instanceType()))
                .findFirst()
                .orElse(0);
    }

    private static int number(Change group, String attribute) {
        return group.after(attribute).number().map(Number::intValue).orElse(0);
    }

    private static int vcpus(Map<String, InstanceFacts> types, String type) {
        return type.matches(STANDARD) && types.containsKey(type)
                ? types.get(type).vcpus()
                : 0;
    }
}
