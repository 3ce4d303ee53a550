package io.github.qisaws.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A list attribute of a resource to which other resources add one element each.
 *
 * @param owners resource types with the list attribute
 * @param list name of the list attribute
 * @param makers resource types that add elements
 * @param made identifiers of the elements that a maker adds, each prefixed with the owner's identity
 * @param marks identifiers of an element in the list, given the owner's values
 */
record Ownership(
        Set<String> owners,
        String list,
        Set<String> makers,
        Function<JsonNode, Stream<String>> made,
        BiFunction<JsonNode, JsonNode, Stream<String>> marks) {
    static final List<Ownership> ALL = List.of(
            rules("ingress"),
            rules("egress"),
            new Ownership(
                    Set.of("aws_route_table", "aws_default_route_table"),
                    "route",
                    Set.of("aws_route"),
                    route -> Stream.of(
                            text(route, "route_table_id") + " " + destination(route, "destination_cidr_block")),
                    Ownership::route),
            new Ownership(
                    Set.of("aws_iam_role"),
                    "inline_policy",
                    Set.of("aws_iam_role_policy"),
                    policy -> Stream.of(text(policy, "role") + " " + text(policy, "name")),
                    (owner, element) -> Stream.of(text(owner, "name") + " " + text(element, "name"))),
            new Ownership(
                    Set.of("aws_iam_role"),
                    "managed_policy_arns",
                    Set.of("aws_iam_role_policy_attachment", "aws_iam_policy_attachment"),
                    Ownership::attached,
                    (owner, element) -> Stream.of(text(owner, "name") + " " + element.asText())));

    /** Whether resources of this type have, or make, elements of a shared list. */
    static boolean concerns(String type) {
        return ALL.stream()
                .anyMatch(each -> each.makers().contains(type) || each.owners().contains(type));
    }

    /** Receives the elements that no resource in the state owns. */
    interface Finding {
        void add(JsonNode owner, String list, JsonNode element);
    }

    void look(List<JsonNode> resources, Finding finding) {
        Set<String> accounted = new HashSet<>();
        for (JsonNode resource : resources) {
            if (makers.contains(resource.path("type").asText())) {
                made.apply(resource.path("values")).forEach(accounted::add);
            }
        }
        for (JsonNode resource : resources) {
            if (owners.contains(resource.path("type").asText())) {
                JsonNode values = resource.path("values");
                values.path(list).forEach(element -> {
                    if (marks.apply(values, element).anyMatch(mark -> !accounted.contains(mark))) {
                        finding.add(resource, list, element);
                    }
                });
            }
        }
    }

    private static Ownership rules(String direction) {
        return new Ownership(
                Set.of("aws_security_group", "aws_default_security_group"),
                direction,
                Set.of("aws_vpc_security_group_" + direction + "_rule", "aws_security_group_rule"),
                rule -> text(rule, "ip_protocol").isEmpty()
                        ? older(rule, direction)
                        : Stream.of(text(rule, "security_group_id") + " " + ports(rule, text(rule, "ip_protocol")) + " "
                                + text(rule, "cidr_ipv4") + text(rule, "cidr_ipv6") + text(rule, "prefix_list_id")
                                + text(rule, "referenced_security_group_id")),
                (group, element) -> peers(text(group, "id"), element));
    }

    /** Identifiers of an {@code aws_security_group_rule}, which has its direction as its type. */
    private static Stream<String> older(JsonNode rule, String direction) {
        if (!text(rule, "type").equals(direction)) {
            return Stream.of();
        }
        String group = text(rule, "security_group_id");
        String head = group + " " + ports(rule, text(rule, "protocol")) + " ";
        return Stream.concat(peers(group, rule), Stream.of(head + text(rule, "source_security_group_id")));
    }

    /** Identifiers of a policy that is attached to one role, or to several. */
    private static Stream<String> attached(JsonNode attachment) {
        Stream.Builder<String> roles = Stream.builder();
        roles.add(text(attachment, "role"));
        attachment.path("roles").forEach(role -> roles.add(role.asText()));
        return roles.build().map(role -> role + " " + text(attachment, "policy_arn"));
    }

    /** Identifiers of one rule of a group: one for each of its peers, which share ports and description. */
    private static Stream<String> peers(String group, JsonNode element) {
        String head = group + " " + ports(element, text(element, "protocol")) + " ";
        Stream.Builder<String> peers = Stream.builder();
        for (String kind : List.of("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups")) {
            element.path(kind).forEach(peer -> peers.add(head + peer.asText()));
        }
        if (element.path("self").asBoolean()) {
            peers.add(head + group);
        }
        return peers.build();
    }

    /** Protocol and ports. "All protocols" has no ports: null in the rule resource, 0 in the list element. */
    private static String ports(JsonNode rule, String protocol) {
        return protocol.equals("-1")
                ? protocol
                : protocol + " " + rule.path("from_port").asInt() + "-"
                        + rule.path("to_port").asInt();
    }

    /** Identifier of a route; none for the route of a gateway endpoint, which the endpoint itself adds. */
    private static Stream<String> route(JsonNode table, JsonNode element) {
        boolean endpoint = text(element, "gateway_id").startsWith("vpce-")
                || !text(element, "vpc_endpoint_id").isEmpty();
        return endpoint ? Stream.of() : Stream.of(text(table, "id") + " " + destination(element, "cidr_block"));
    }

    private static String destination(JsonNode route, String ipv4) {
        String ipv6 = ipv4.equals("cidr_block") ? "ipv6_cidr_block" : "destination_ipv6_cidr_block";
        return text(route, ipv4) + text(route, ipv6) + text(route, "destination_prefix_list_id");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isTextual() ? node.path(field).asText() : "";
    }
}
