package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.aws.AccountFacts.Holder;
import io.github.qisaws.environment.Environment.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Finds out whether a name that must be unique in an account is in use. */
public final class AwsNames {
    private static final Pattern ABSENT = Pattern.compile("(?i).*(NotFound|NoSuch).*");

    /**
     * How AWS is asked for a name.
     *
     * @param attribute the attribute of the Terraform resource that holds the name
     * @param actions the IAM actions
     */
    private record Lookup(String attribute, Set<String> actions, Question question) {
        static Lookup of(String attribute, String action, Question question) {
            return new Lookup(attribute, Set.of(action), question);
        }
    }

    /** Looks up a name. It is in use if the answer contains it, or if AWS does not say that the resource does not exist. */
    private interface Question {
        Optional<Holder> ask(AwsAccess access, String name);
    }

    private static final Map<String, Lookup> LOOKUPS = Map.ofEntries(
            Map.entry(
                    "aws_secretsmanager_secret",
                    json("secretsmanager:DescribeSecret", "secretsmanager", "SecretId", false)),
            Map.entry(
                    "aws_cloudwatch_log_group",
                    json("logs:DescribeLogGroups", "Logs_20140328", "logGroupNamePrefix", false)),
            Map.entry(
                    "aws_ecr_repository",
                    json("ecr:DescribeRepositories", "AmazonEC2ContainerRegistry_V20150921", "repositoryNames", true)),
            Map.entry("aws_wafv2_web_acl", firewalls()),
            Map.entry("aws_iam_role", query("iam:GetRole", "2010-05-08", "RoleName")),
            Map.entry("aws_iam_instance_profile", query("iam:GetInstanceProfile", "2010-05-08", "InstanceProfileName")),
            Map.entry(
                    "aws_autoscaling_group",
                    query("autoscaling:DescribeAutoScalingGroups", "2011-01-01", "AutoScalingGroupNames.member.1")),
            Map.entry("aws_lb", query("elasticloadbalancing:DescribeLoadBalancers", "2015-12-01", "Names.member.1")),
            Map.entry(
                    "aws_lb_target_group",
                    query("elasticloadbalancing:DescribeTargetGroups", "2015-12-01", "Names.member.1")),
            Map.entry(
                    "aws_launch_template", query("ec2:DescribeLaunchTemplates", "2016-11-15", "LaunchTemplateName.1")),
            Map.entry(
                    "aws_db_instance",
                    query("identifier", "rds:DescribeDBInstances", "2014-10-31", "DBInstanceIdentifier")),
            Map.entry("aws_db_subnet_group", query("rds:DescribeDBSubnetGroups", "2014-10-31", "DBSubnetGroupName")),
            Map.entry(
                    "aws_db_parameter_group",
                    query("rds:DescribeDBParameterGroups", "2014-10-31", "DBParameterGroupName")),
            Map.entry(
                    "aws_elasticache_cluster",
                    query("cluster_id", "elasticache:DescribeCacheClusters", "2015-02-02", "CacheClusterId")),
            Map.entry(
                    "aws_elasticache_subnet_group",
                    query("elasticache:DescribeCacheSubnetGroups", "2015-02-02", "CacheSubnetGroupName")),
            Map.entry("aws_backup_vault", rest("name", "backup:ListBackupVaults", "/backup-vaults/", false)),
            Map.entry(
                    "aws_backup_restore_testing_plan",
                    rest("name", "backup:GetRestoreTestingPlan", "/restore-testing/plans/", true)),
            Map.entry(
                    "aws_efs_file_system",
                    rest(
                            "creation_token",
                            "elasticfilesystem:DescribeFileSystems",
                            "/2015-02-01/file-systems?CreationToken=",
                            true)),
            Map.entry(
                    "aws_lambda_function", rest("function_name", "lambda:GetFunction", "/2015-03-31/functions/", true)),
            Map.entry("aws_s3_bucket", Lookup.of("bucket", "s3:ListBucket", AwsNames::bucket)),
            Map.entry("aws_cloudfront_cache_policy", cloudFront("cloudfront:ListCachePolicies", "cache_policy")),
            Map.entry(
                    "aws_cloudfront_origin_request_policy",
                    cloudFront("cloudfront:ListOriginRequestPolicies", "origin_request_policy")));

    private final AwsAccess access;

    public AwsNames(AwsAccess access) {
        this.access = access;
    }

    /** The attribute with the name of a resource type; empty for a type whose names are not looked up. */
    public static Optional<String> attribute(String type) {
        return Optional.ofNullable(LOOKUPS.get(type)).map(Lookup::attribute);
    }

    /** The IAM actions with which a name of this type is looked up; none for a type whose names are not. */
    public static Set<String> actions(String type) {
        return Optional.ofNullable(LOOKUPS.get(type)).map(Lookup::actions).orElse(Set.of());
    }

    /** The resource of this type with this name. */
    public Optional<Holder> find(String type, String name) {
        Lookup lookup = LOOKUPS.get(type);
        return access.call(lookup.actions().iterator().next(), () -> {
            try {
                return lookup.question().ask(access, name);
            } catch (AwsServiceException e) {
                if (e.awsErrorDetails() != null
                        && ABSENT.matcher(String.valueOf(e.awsErrorDetails().errorCode()))
                                .matches()) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static Lookup json(String action, String target, String parameter, boolean list) {
        return Lookup.of("name", action, (access, name) -> {
            Map<String, ?> parameters = Map.of(parameter, list ? List.of(name) : name);
            return holder(
                    new SignedCalls(access).json(service(action), target + "." + operation(action), parameters), name);
        });
    }

    /** Web ACLs of CloudFront are in us-east-1, beside those of load balancers there. */
    private static Lookup firewalls() {
        return Lookup.of(
                "name", "wafv2:ListWebACLs", (access, name) -> (access.region().equals(Placement.US_EAST_1)
                                ? Stream.of("REGIONAL", "CLOUDFRONT")
                                : Stream.of("REGIONAL"))
                        .flatMap(scope -> firewall(access, scope, name).stream())
                        .findFirst());
    }

    private static Optional<Holder> firewall(AwsAccess access, String scope, String name) {
        return holder(
                new SignedCalls(access)
                        .json("wafv2", "AWSWAF_20190729.ListWebACLs", Map.of("Scope", scope, "Limit", 100)),
                name);
    }

    private static Lookup query(String action, String version, String parameter) {
        return query("name", action, version, parameter);
    }

    private static Lookup query(String attribute, String action, String version, String parameter) {
        return Lookup.of(attribute, action, (access, name) -> {
            String answer =
                    new SignedCalls(access).query(service(action), version, operation(action), Map.of(parameter, name));
            return answer.contains(">" + name + "<") ? Optional.of(new Holder(false)) : Optional.empty();
        });
    }

    private static Lookup rest(String attribute, String action, String path, boolean withName) {
        return Lookup.of(
                attribute,
                action,
                (access, name) -> holder(access.get(service(action), withName ? path + name : path), name));
    }

    private static Lookup cloudFront(String action, String kind) {
        return Lookup.of("name", action, (access, name) -> new UntaggedResources(access)
                .find("aws_cloudfront_" + kind, attribute -> Optional.of(name))
                .map(id -> new Holder(false)));
    }

    /** Bucket names are unique in all accounts. Without permission, AWS also answers 403 for a name that is free. */
    private static Optional<Holder> bucket(AwsAccess access, String name) {
        return new AwsBuckets(access).head(name, Optional.empty()).map(found -> new Holder(false));
    }

    /** Some operations list also longer names, or all. */
    private static Optional<Holder> holder(JsonNode answer, String name) {
        return answer.toString().contains("\"" + name + "\"")
                ? Optional.of(new Holder(answer.hasNonNull("DeletedDate")))
                : Optional.empty();
    }

    private static String service(String action) {
        return action.substring(0, action.indexOf(':'));
    }

    private static String operation(String action) {
        return action.substring(action.indexOf(':') + 1);
    }
}
