package io.github.qisaws.review.guard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/**
 * A change that weakens, opens, or loses something. {@link Dangers} decides on its own whether it does in the end.
 *
 * @param before the attributes before, as JSON in single quotes
 */
record PlannedDangers(String type, String before, String after) {
    private static final String RULE = "'from_port':22,'to_port':22,";
    private static final String DOCUMENT = "{'policy':\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[%s]}\"}";
    private static final String NOBODY = document("{'Effect':'Deny','Action':'s3:GetObject','Resource':'*'}");

    private static final List<PlannedDangers> ALL = List.of(
            of("aws_db_instance", "{'deletion_protection':true}", "{'deletion_protection':false}"),
            of("aws_db_instance", "{'skip_final_snapshot':false}", "{'skip_final_snapshot':true}"),
            of("aws_db_instance", "{'publicly_accessible':false}", "{'publicly_accessible':true}"),
            of("aws_rds_cluster", "{'deletion_protection':true}", "{}"),
            of("aws_dynamodb_table", "{'deletion_protection_enabled':true}", "{'deletion_protection_enabled':false}"),
            of("aws_lb", "{'enable_deletion_protection':true}", "{'enable_deletion_protection':false}"),
            of("aws_instance", "{'disable_api_termination':true}", "{'disable_api_termination':false}"),
            of("google_sql_database_instance", "{'deletion_protection':true}", "{'deletion_protection':false}"),
            of("acme_database", "{'deletion_protection':true}", "{'deletion_protection':null}"),
            of("aws_s3_bucket", "{'force_destroy':false}", "{'force_destroy':true}"),
            of("aws_s3_bucket", "{}", "{'force_destroy':true}"),
            of("aws_ecr_repository", "{'force_delete':false}", "{'force_delete':true}"),
            of(
                    "aws_s3_bucket_public_access_block",
                    "{'block_public_acls':true,'restrict_public_buckets':true}",
                    "{'block_public_acls':true,'restrict_public_buckets':false}"),
            of("aws_s3_bucket_public_access_block", "{'ignore_public_acls':true,'block_public_policy':true}", "{}"),
            of("aws_s3_bucket_acl", "{'acl':'private'}", "{'acl':'public-read'}"),
            of("aws_s3_bucket_acl", "{'acl':'private'}", "{'acl':'authenticated-read'}"),
            of(
                    "aws_s3_bucket_policy",
                    NOBODY,
                    document("{'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'*'}")),
            of(
                    "aws_kms_key",
                    NOBODY,
                    document("{'Effect':'Allow','Principal':{'AWS':'*'},'Action':'kms:*','Resource':'*'}")),
            of("aws_iam_role_policy", NOBODY, document("{'Effect':'Allow','Action':'*','Resource':'*'}")),
            of("aws_vpc_security_group_ingress_rule", rule("10.0.0.0/8", 22), rule("0.0.0.0/0", 22)),
            of("aws_vpc_security_group_ingress_rule", rule("0.0.0.0/0", 443), rule("0.0.0.0/0", 22)),
            of("aws_vpc_security_group_ingress_rule", "{}", "{'ip_protocol':'-1','cidr_ipv6':'::/0'}"),
            of(
                    "aws_security_group_rule",
                    "{'type':'ingress','protocol':'tcp'," + RULE + "'cidr_blocks':['10.0.0.0/8']}",
                    "{'type':'ingress','protocol':'tcp'," + RULE + "'cidr_blocks':['10.0.0.0/8','0.0.0.0/0']}"),
            of(
                    "aws_security_group",
                    "{'ingress':[]}",
                    "{'ingress':[{'protocol':'tcp'," + RULE + "'cidr_blocks':['0.0.0.0/1','128.0.0.0/1']}]}"),
            of(
                    "aws_default_security_group",
                    "{'ingress':[{'protocol':'udp'," + RULE + "'cidr_blocks':['10.0.0.0/8']}]}",
                    "{'ingress':[{'protocol':'udp'," + RULE + "'ipv6_cidr_blocks':['::/0']}]}"));

    static PlannedDangers pick(Random random) {
        return Mutation.pick(ALL, random);
    }

    /** Plants the danger in a resource change, at any address of its type, as an update or a replacement. */
    void plant(ObjectNode resource, String address, Random random) {
        String old = resource.path("type").asText(type);
        resource.put("type", type);
        resource.put("address", address.replace(old + ".", type + "."));
        ObjectNode change = (ObjectNode) resource.get("change");
        String actions = random.nextInt(4) > 0 ? "['update']" : "['create','delete']";
        change.set("actions", Mutation.json(actions));
        for (String side : List.of("before", "after")) {
            ObjectNode values = (ObjectNode) Mutation.json(side.equals("before") ? before : after);
            values.put("name", "x");
            change.set(side, values);
            change.remove(List.of(side + "_sensitive", side + "_unknown"));
        }
    }

    private static PlannedDangers of(String type, String before, String after) {
        return new PlannedDangers(type, before, after);
    }

    private static String rule(String cidr, int port) {
        return "{'ip_protocol':'tcp','cidr_ipv4':'" + cidr + "','from_port':" + port + ",'to_port':" + port + "}";
    }

    private static String document(String statement) {
        return DOCUMENT.formatted(statement.replace("'", "\\\""));
    }
}
