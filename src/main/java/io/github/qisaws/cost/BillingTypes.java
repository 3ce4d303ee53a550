package io.github.qisaws.cost;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types that cost nothing by themselves, and those that are billed by use alone. */
final class BillingTypes {
    private static final Map<String, String> BY_USE = Map.ofEntries(
            Map.entry("aws_s3_bucket", "storage and requests of S3"),
            Map.entry("aws_cloudwatch_log_group", "logs by what is written and kept"),
            Map.entry("aws_flow_log", "logs by what is written and kept"),
            Map.entry("aws_lambda_function", "calls of Lambda functions"),
            Map.entry("aws_sns_topic", "messages of SNS"),
            Map.entry("aws_dlm_lifecycle_policy", "snapshots by what changes"),
            Map.entry("aws_backup_plan", "backups by what is kept"),
            Map.entry("aws_efs_file_system", "files kept in EFS"),
            Map.entry("aws_ecr_repository", "container images kept"),
            Map.entry("aws_cloudfront_distribution", "traffic of CloudFront"),
            Map.entry("aws_imagebuilder_image_pipeline", "build servers and the images kept"),
            Map.entry("aws_synthetics_canary", "runs of the canary"),
            Map.entry("aws_ssm_parameter", "calls of Systems Manager"));

    private static final Set<String> FREE = Set.of(
            "aws_acm_certificate",
            "aws_acm_certificate_validation",
            "aws_ami",
            "aws_appautoscaling_policy",
            "aws_appautoscaling_target",
            "aws_autoscaling_lifecycle_hook",
            "aws_autoscaling_policy",
            "aws_cloudfront_cache_policy",
            "aws_cloudfront_origin_access_control",
            "aws_cloudfront_origin_request_policy",
            "aws_cloudfront_response_headers_policy",
            "aws_backup_selection",
            "aws_backup_vault",
            "aws_backup_vault_policy",
            "aws_cloudwatch_event_rule",
            "aws_cloudwatch_event_target",
            "aws_db_parameter_group",
            "aws_db_subnet_group",
            "aws_default_network_acl",
            "aws_default_route_table",
            "aws_default_security_group",
            "aws_ecr_lifecycle_policy",
            "aws_ecs_cluster",
            "aws_ecs_task_definition",
            "aws_efs_access_point",
            "aws_efs_backup_policy",
            "aws_efs_file_system_policy",
            "aws_efs_mount_target",
            "aws_elasticache_parameter_group",
            "aws_elasticache_subnet_group",
            "aws_iam_instance_profile",
            "aws_iam_policy",
            "aws_iam_role",
            "aws_iam_role_policy",
            "aws_iam_role_policy_attachment",
            "aws_internet_gateway",
            "aws_kms_alias",
            "aws_kms_key_policy",
            "aws_lambda_permission",
            "aws_launch_template",
            "aws_lb_listener",
            "aws_lb_listener_rule",
            "aws_lb_target_group",
            "aws_lb_target_group_attachment",
            "aws_main_route_table_association",
            "aws_route",
            "aws_route53_record",
            "aws_route_table",
            "aws_route_table_association",
            "aws_secretsmanager_secret_version",
            "aws_security_group",
            "aws_sns_topic_policy",
            "aws_sns_topic_subscription",
            "aws_subnet",
            "aws_volume_attachment",
            "aws_vpc",
            "aws_vpc_security_group_egress_rule",
            "aws_vpc_security_group_ingress_rule",
            "aws_wafv2_web_acl_association",
            "aws_wafv2_web_acl_logging_configuration",
            "terraform_data");

    private BillingTypes() {}

    static boolean isFree(String type) {
        boolean partOfAnother = type.startsWith("aws_s3_bucket_") || type.equals("aws_s3_object");
        boolean partOfPipeline = type.startsWith("aws_imagebuilder_") && !BY_USE.containsKey(type);
        return FREE.contains(type) || partOfAnother || partOfPipeline;
    }

    static Optional<String> byUse(String type) {
        return Optional.ofNullable(BY_USE.get(type));
    }
}
