package io.github.qisaws.review.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the guard must find in one resource change, read from the JSON alone. It shares nothing with the guard, and demands
 * only what is beyond doubt.
 */
record Dangers(JsonNode resource) {
    private static final Set<String> DATA = Set.of(
            "aws_ebs_volume",
            "aws_db_instance",
            "aws_rds_cluster",
            "aws_efs_file_system",
            "aws_s3_bucket",
            "aws_kms_key",
            "aws_secretsmanager_secret",
            "aws_dynamodb_table",
            "google_sql_database_instance",
            "azurerm_storage_account",
            "kubernetes_persistent_volume_claim");
    private static final Set<String> UNHEARD_OF = Set.of("acme_database", "aws_not_known_yet");
    private static final Set<String> KEEPING = Set.of("[\"no-op\"]", "[\"read\"]", "[\"create\"]", "[\"update\"]");
    private static final Set<String> MUST_STAY_ON = Set.of(
            "deletion_protection",
            "deletion_protection_enabled",
            "enable_deletion_protection",
            "disable_api_termination",
            "block_public_acls",
            "block_public_policy",
            "ignore_public_acls",
            "restrict_public_buckets");
    private static final Set<String> MUST_STAY_OFF =
            Set.of("force_destroy", "force_delete", "skip_final_snapshot", "publicly_accessible");
    private static final Set<String> PUBLIC_ACLS = Set.of("public-read", "public-read-write", "authenticated-read");
    private static final Set<String> WORLD = Set.of("0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1");
    private static final List<String> OPEN_DOCUMENTS =
            List.of("\"Principal\":\"*\"", "\"AWS\":\"*\"", "\"Action\":\"*\",\"Resource\":\"*\"");

    /** The name by which a finding says which object it is about. */
    String name() {
        String address = resource.path("address").asText();
        return resource.has("deposed")
                ? address + " (deposed " + resource.get("deposed").asText() + ")"
                : address;
    }

    /** Data will be lost, or its object removed from state: the guard must block. */
    boolean losesData() {
        return isRemoved() && DATA.contains(type());
    }

    /** A resource that nobody can judge will be removed: a finding for the whole plan. */
    boolean removesUnheardOf() {
        return isRemoved() && UNHEARD_OF.contains(type());
    }

    /** What is weakened or opened, each in a few words. */
    List<String> weakened() {
        if (isData() || !isWritten()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        MUST_STAY_ON.stream()
                .filter(name -> old(name).asText().equals("true"))
                .filter(name ->
                        isUnknown(name) ? isUpdated() : !fresh(name).asText().equals("true"))
                .forEach(name -> found.add(name + " is switched off"));
        MUST_STAY_OFF.stream()
                .filter(name -> old(name).asText().equals("false"))
                .filter(name ->
                        isUnknown(name) ? isUpdated() : fresh(name).asText().equals("true"))
                .forEach(name -> found.add(name + " is switched on"));
        if (!isUnknown("acl")
                && differs("acl")
                && PUBLIC_ACLS.contains(fresh("acl").asText())) {
            found.add("public ACL");
        }
        if (isUnknown("policy") ? isUpdated() && old("policy").isTextual() : isOpenDocument()) {
            found.add("open policy");
        }
        if (type().contains("security_group") && opensPort()) {
            found.add("port open to the internet");
        }
        return found;
    }

    private boolean isOpenDocument() {
        String document = fresh("policy").asText();
        return differs("policy") && OPEN_DOCUMENTS.stream().anyMatch(document::contains);
    }

    private boolean opensPort() {
        if (fresh("type").asText().equals("egress")) {
            return false;
        }
        List<Rule> old = rules("before").toList();
        return rules("after").anyMatch(rule -> old.stream().noneMatch(each -> each.covers(rule)));
    }

    /** The rules of one side for the whole internet; a rule that is a resource of its own, or each of a security group. */
    private Stream<Rule> rules(String side) {
        JsonNode values = resource.path("change").path(side);
        Stream<JsonNode> blocks =
                type().endsWith("security_group") ? values.path("ingress").valueStream() : Stream.of(values);
        List<String> sources = type().startsWith("aws_vpc_")
                ? List.of("cidr_ipv4", "cidr_ipv6")
                : List.of("cidr_blocks", "ipv6_cidr_blocks");
        return blocks.flatMap(block -> sources.stream()
                        .filter(name -> side.equals("before") || !isUnknown(name))
                        .flatMap(name -> texts(block.path(name)))
                        .filter(WORLD::contains)
                        .map(cidr -> new Rule(
                                cidr,
                                block.path("ip_protocol")
                                        .asText(block.path("protocol").asText()),
                                block.path("from_port").asInt(-1),
                                block.path("to_port").asInt(-1))))
                .filter(rule -> !rule.isWeb());
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isArray() ? node.valueStream().map(JsonNode::asText) : Stream.of(node.asText());
    }

    private record Rule(String cidr, String protocol, int from, int to) {
        boolean isWeb() {
            return protocol.equals("tcp") && from == to && (from == 80 || from == 443);
        }

        /** Whether it allowed all of another rule before; also if that is not sure. */
        boolean covers(Rule other) {
            boolean sameAddresses = cidr.equals(other.cidr) || cidr.equals("0.0.0.0/0");
            boolean samePorts = from <= other.from && other.to <= to;
            return sameAddresses
                    && (protocol.equals("-1") || protocol.isEmpty() || (protocol.equals(other.protocol) && samePorts));
        }
    }

    private String type() {
        String last = segment(2);
        return resource.path("type").asText(last);
    }

    private boolean isData() {
        return resource.path("mode").asText().equals("data") || segment(3).equals("data");
    }

    /** A part of the address without instance keys, counted from its end. */
    private String segment(int fromEnd) {
        String[] parts = resource.path("address")
                .asText()
                .replaceAll("\\[(\"([^\"\\\\]|\\\\.)*\"|[0-9]+)]", "")
                .split("\\.", -1);
        return parts.length < fromEnd ? "" : parts[parts.length - fromEnd];
    }

    private String actions() {
        return resource.path("change").path("actions").toString();
    }

    private boolean isRemoved() {
        return !isData() && !KEEPING.contains(actions());
    }

    private boolean isUpdated() {
        return actions().equals("[\"update\"]");
    }

    /** Whether the resource exists before and after, possibly as a new object. */
    private boolean isWritten() {
        return isUpdated()
                || Set.of("[\"delete\",\"create\"]", "[\"create\",\"delete\"]").contains(actions());
    }

    private JsonNode old(String name) {
        return resource.path("change").path("before").path(name);
    }

    private JsonNode fresh(String name) {
        return resource.path("change").path("after").path(name);
    }

    private boolean differs(String name) {
        return !old(name).equals(fresh(name));
    }

    private boolean isUnknown(String name) {
        JsonNode unknown = resource.path("change").path("after_unknown");
        return unknown.asText().equals("true") || unknown.path(name).asText().equals("true");
    }
}
