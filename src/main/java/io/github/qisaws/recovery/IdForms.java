package io.github.qisaws.recovery;

import io.github.qisaws.aws.UntaggedResources;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The form of each type's import id.
 *
 * <p>{@code {a|b}} is the first of the planned attributes that has a value. What names a parent by an id of AWS is known
 * only when the parent exists, so that whatever is found by it belongs to the environment.
 */
final class IdForms {
    static final String WEB_ACL_TYPE = "aws_wafv2_web_acl";

    /** Making these again changes nothing; most cannot be imported. */
    static final Set<String> REPEATABLE = Set.of(
            "aws_acm_certificate_validation",
            "aws_default_security_group",
            "aws_lb_target_group_attachment",
            "aws_sns_topic_subscription");

    /** Known by an id that only AWS can tell, and imported by more than that. */
    static final Set<String> ID_IS_NOT_ENOUGH = Set.of("aws_backup_selection", WEB_ACL_TYPE);

    /** The engine tells an id of AWS's own, but imports by name. */
    static final Set<String> ID_IS_NOT_NAME = Set.of("aws_db_instance");

    static final Map<String, String> BY_PARENT = Map.ofEntries(
            Map.entry(
                    "aws_route",
                    "{route_table_id}_{destination_cidr_block|destination_ipv6_cidr_block|destination_prefix_list_id}"),
            Map.entry("aws_route_table_association", "{subnet_id|gateway_id}/{route_table_id}"),
            Map.entry("aws_iam_role_policy", "{role}:{name}"),
            Map.entry("aws_iam_role_policy_attachment", "{role}/{policy_arn}"),
            Map.entry("aws_appautoscaling_policy", "{service_namespace}/{resource_id}/{scalable_dimension}/{name}"),
            Map.entry("aws_appautoscaling_target", "{service_namespace}/{resource_id}/{scalable_dimension}"),
            Map.entry("aws_wafv2_web_acl_association", "{web_acl_arn},{resource_arn}"),
            Map.entry("aws_wafv2_web_acl_logging_configuration", "{resource_arn}"),
            Map.entry("aws_autoscaling_policy", "{autoscaling_group_name}/{name}"),
            Map.entry("aws_cloudwatch_event_target", "{rule}/{target_id}"),
            Map.entry("aws_volume_attachment", "{device_name}:{volume_id}:{instance_id}"),
            Map.entry("aws_route53_record", "{zone_id}_{name}_{type}"),
            Map.entry("aws_sns_topic_policy", "{arn}"),
            Map.entry("aws_lambda_permission", "{function_name}/{statement_id}"),
            Map.entry("aws_ecr_lifecycle_policy", "{repository}"),
            Map.entry("aws_efs_backup_policy", "{file_system_id}"),
            Map.entry("aws_efs_file_system_policy", "{file_system_id}"),
            Map.entry("aws_s3_bucket_lifecycle_configuration", "{bucket}"),
            Map.entry("aws_s3_bucket_ownership_controls", "{bucket}"),
            Map.entry("aws_s3_bucket_policy", "{bucket}"),
            Map.entry("aws_s3_bucket_public_access_block", "{bucket}"),
            Map.entry("aws_s3_bucket_server_side_encryption_configuration", "{bucket}"),
            Map.entry("aws_s3_bucket_versioning", "{bucket}"),
            Map.entry("aws_s3_object", "{bucket}/{key}"));

    static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("aws_autoscaling_group", "{name}"),
            Map.entry("aws_backup_vault", "{name}"),
            Map.entry("aws_cloudwatch_dashboard", "{dashboard_name}"),
            Map.entry("aws_cloudwatch_event_rule", "{name}"),
            Map.entry("aws_cloudwatch_log_group", "{name}"),
            Map.entry("aws_cloudwatch_metric_alarm", "{alarm_name}"),
            Map.entry("aws_db_instance", "{identifier}"),
            Map.entry("aws_db_parameter_group", "{name}"),
            Map.entry("aws_db_subnet_group", "{name}"),
            Map.entry("aws_ecr_repository", "{name}"),
            Map.entry("aws_ecs_cluster", "{name}"),
            Map.entry("aws_elasticache_cluster", "{cluster_id}"),
            Map.entry("aws_elasticache_subnet_group", "{name}"),
            Map.entry("aws_iam_instance_profile", "{name}"),
            Map.entry("aws_iam_role", "{name}"),
            Map.entry("aws_kms_alias", "{name}"),
            Map.entry("aws_lambda_function", "{function_name}"),
            Map.entry("aws_s3_bucket", "{bucket}"));

    /**
     * Children whose parent may be somebody else's for years: in a zone of the person's, the name of the site may
     * already point to another machine.
     */
    static final Set<String> IN_SHARED_PARENT = Set.of("aws_route53_record");

    /** Whose child is what names its parent first, in this way, in the import id. */
    static final Map<String, String> PARENT = Map.of(
            "{autoscaling_group_name}", "aws_autoscaling_group",
            "{bucket}", "aws_s3_bucket",
            "{function_name}", "aws_lambda_function",
            "{repository}", "aws_ecr_repository",
            "{role}", "aws_iam_role",
            "{rule}", "aws_cloudwatch_event_rule");

    /** Imported by the whole ARN: what it begins with after the account. */
    static final Map<String, String> BY_ARN = Map.ofEntries(
            Map.entry("aws_acm_certificate", "acm:certificate/"),
            Map.entry("aws_ecs_task_definition", "ecs:task-definition/"),
            Map.entry("aws_imagebuilder_component", "imagebuilder:component/"),
            Map.entry("aws_imagebuilder_container_recipe", "imagebuilder:container-recipe/"),
            Map.entry("aws_imagebuilder_distribution_configuration", "imagebuilder:distribution-configuration/"),
            Map.entry("aws_imagebuilder_image_pipeline", "imagebuilder:image-pipeline/"),
            Map.entry("aws_imagebuilder_image_recipe", "imagebuilder:image-recipe/"),
            Map.entry("aws_imagebuilder_infrastructure_configuration", "imagebuilder:infrastructure-configuration/"),
            Map.entry("aws_lb", "elasticloadbalancing:loadbalancer/"),
            Map.entry("aws_lb_listener", "elasticloadbalancing:listener/"),
            Map.entry("aws_lb_target_group", "elasticloadbalancing:targetgroup/"),
            Map.entry("aws_secretsmanager_secret", "secretsmanager:secret:"),
            Map.entry("aws_sns_topic", "sns:"));

    /** Imported by what follows this in the ARN. */
    static final Map<String, String> BY_END_OF_ARN = Map.ofEntries(
            Map.entry("aws_backup_plan", "backup:backup-plan:"),
            Map.entry("aws_cloudfront_distribution", "cloudfront:distribution/"),
            Map.entry("aws_dlm_lifecycle_policy", "dlm:policy/"),
            Map.entry("aws_ecs_service", "ecs:service/"),
            Map.entry("aws_efs_access_point", "elasticfilesystem:access-point/"),
            Map.entry("aws_efs_file_system", "elasticfilesystem:file-system/"),
            Map.entry("aws_kms_key", "kms:key/"),
            Map.entry("aws_route53_zone", "route53:hostedzone/"));

    /** Ids of EC2 tell by themselves what they are. */
    static final Map<String, String> EC2 = Map.ofEntries(
            Map.entry("aws_ebs_volume", "vol"),
            Map.entry("aws_eip", "eipalloc"),
            Map.entry("aws_flow_log", "fl"),
            Map.entry("aws_instance", "i"),
            Map.entry("aws_internet_gateway", "igw"),
            Map.entry("aws_launch_template", "lt"),
            Map.entry("aws_nat_gateway", "nat"),
            Map.entry("aws_route_table", "rtb"),
            Map.entry("aws_security_group", "sg"),
            Map.entry("aws_subnet", "subnet"),
            Map.entry("aws_vpc", "vpc"),
            Map.entry("aws_vpc_endpoint", "vpce"),
            Map.entry("aws_vpc_security_group_egress_rule", "sgr"),
            Map.entry("aws_vpc_security_group_ingress_rule", "sgr"));

    /** The ARN of a regional web ACL has its name and its id after this; the import id begins with the latter. */
    static final String WEB_ACL = "wafv2:regional/webacl/";

    /** Without tags, and with a name that another resource of the account may have. */
    static final Set<String> BY_NAME_WITHOUT_TAGS =
            Set.of("aws_cloudfront_cache_policy", "aws_cloudfront_origin_request_policy");

    private IdForms() {}

    /** Whether there is a way to find a resource of the type again, or it may be made again. */
    static boolean knows(String type) {
        return REPEATABLE.contains(type)
                || UntaggedResources.knows(type)
                || type.equals(WEB_ACL_TYPE)
                || Stream.of(BY_PARENT, BY_NAME, BY_ARN, BY_END_OF_ARN, EC2).anyMatch(forms -> forms.containsKey(type));
    }
}
