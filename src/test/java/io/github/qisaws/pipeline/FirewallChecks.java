package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** The seed's section “Security groups”. */
final class FirewallChecks {
    private static final String WORLD = "0.0.0.0/0";
    private static final String WEB = "qis-web-sg";
    private static final String DATA = "qis-data-sg";
    private static final String BALANCER = "qis-lb-sg";
    private static final String ENDPOINTS = "qis-endpoints-sg";
    private static final String SERVERS = "default";

    private final Standing standing;
    private final Checks checks;

    FirewallChecks(Standing standing) {
        this.standing = standing;
        this.checks = standing.checks();
    }

    void run() {
        checks.check("Security groups: the default group is tagged qis-vpc-default-sg", this::defaultGroup);
        checks.check("Security groups: ports 9002 to 9004 are opened nowhere", this::auxiliaryPorts);
        checks.check("Security groups: every rule says what it is for", this::descriptions);
        if (standing.tiered()) {
            tiered();
        } else {
            open();
        }
    }

    private void open() {
        rules(
                "qis-lb-sg: HTTP and HTTPS from anywhere, out to the default group",
                BALANCER,
                List.of(in(80, WORLD), in(443, WORLD), "out all " + SERVERS));
        rules(
                "qis-internal-sg: HTTP, HTTPS, SSH, 5432, 11211 from the default group",
                "qis-internal-sg",
                List.of(
                        in(80, SERVERS),
                        in(443, SERVERS),
                        in(22, SERVERS),
                        in(5432, SERVERS),
                        in(11211, SERVERS),
                        in(2049, SERVERS),
                        in(80, BALANCER),
                        "out all " + SERVERS,
                        out(80, WORLD),
                        out(443, WORLD)));
        rules(
                "qis-external-ssh-sg: SSH from the given block",
                "qis-external-ssh-sg",
                List.of(in(22, "203.0.113.0/24")));
        checks.check("Security groups: the servers are in the default, internal and SSH groups", () -> {
            List<String> expected = List.of(SERVERS, "qis-external-ssh-sg", "qis-internal-sg");
            assertThat(groupsOf("qis-web-full-time")).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(groupsOf("qis-data-server")).containsExactlyInAnyOrderElementsOf(expected);
        });
    }

    private void tiered() {
        rules(
                "(tiered) qis-lb-sg: 80 and 443 from anywhere, out to the web servers",
                BALANCER,
                List.of(in(80, WORLD), in(443, WORLD), out(80, WEB)));
        rules(
                "(tiered) qis-web-sg: 80 from the balancer, out to the data server",
                WEB,
                List.of(
                        in(80, BALANCER),
                        out(443, WORLD),
                        out(80, WORLD),
                        out(5432, DATA),
                        out(11211, DATA),
                        out(2049, DATA)));
        rules(
                "(tiered) qis-data-sg: 5432, 11211, 2049 from the web servers",
                DATA,
                List.of(in(5432, WEB), in(11211, WEB), in(2049, WEB), out(443, WORLD)));
        rules("(tiered) qis-endpoints-sg: HTTPS from within the VPC", ENDPOINTS, List.of(in(443, "192.168.0.0/16")));
        checks.check("Security groups (tiered): no SSH group unless asked for", () -> assertThat(
                        standing.groups().values())
                .containsExactlyInAnyOrder(SERVERS, BALANCER, WEB, DATA, ENDPOINTS));
        checks.check("Security groups (tiered): each server is in its role's group alone", () -> {
            assertThat(groupsOf("qis-web-full-time")).containsExactly(WEB);
            assertThat(groupsOf("qis-data-server")).containsExactly(DATA);
        });
    }

    private static String in(int port, String peer) {
        return "in " + port + " " + peer;
    }

    private static String out(int port, String peer) {
        return "out " + port + " " + peer;
    }

    private void defaultGroup() {
        XmlAnswer group = standing.inVpc("DescribeSecurityGroups")
                .parts("//securityGroupInfo/item[groupName='default']")
                .get(0);
        assertThat(group.tag("Name")).isEqualTo(standing.named("qis-vpc-default-sg"));
        assertThat(rulesOf(SERVERS)).isEmpty();
    }

    private void auxiliaryPorts() {
        List<XmlAnswer> entering =
                allRules().stream().filter(rule -> !isOut(rule)).toList();
        assertThat(entering).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.text("ipProtocol")).isEqualTo("tcp");
            assertThat(rule.text("fromPort")).isEqualTo(rule.text("toPort")).isNotIn("9002", "9003", "9004");
        });
    }

    private void descriptions() {
        assertThat(allRules()).isNotEmpty().allSatisfy(rule -> assertThat(rule.text("description"))
                .isNotBlank());
    }

    private void rules(String item, String group, List<String> expected) {
        checks.check("Security groups: " + item, () -> assertThat(rulesOf(group))
                .containsExactlyInAnyOrderElementsOf(expected));
    }

    private List<XmlAnswer> allRules() {
        return standing.groups().keySet().stream()
                .flatMap(id -> ruleItems(id).stream())
                .toList();
    }

    private List<XmlAnswer> ruleItems(String groupId) {
        return standing.aws()
                .ec2("DescribeSecurityGroupRules", "group-id", groupId)
                .parts("//securityGroupRuleSet/item");
    }

    private List<String> rulesOf(String group) {
        Map<String, String> names = standing.groups();
        return ruleItems(standing.groupId(group)).stream()
                .map(rule -> words(rule, names))
                .toList();
    }

    private static boolean isOut(XmlAnswer rule) {
        return rule.text("isEgress").equals("true");
    }

    private static String words(XmlAnswer rule, Map<String, String> names) {
        boolean all = rule.text("ipProtocol").equals("-1");
        String ports = rule.text("fromPort").equals(rule.text("toPort"))
                ? rule.text("fromPort")
                : rule.text("fromPort") + "-" + rule.text("toPort");
        String block = rule.text("cidrIpv4");
        String peer = block.isEmpty() ? names.get(rule.text("referencedGroupInfo/groupId")) : block;
        return (isOut(rule) ? "out " : "in ") + (all ? "all" : ports) + " " + peer;
    }

    private List<String> groupsOf(String server) {
        Map<String, String> names = standing.groups();
        return standing.server(server).texts("networkInterfaceSet/item/groupSet/item/groupId").stream()
                .map(names::get)
                .toList();
    }
}
