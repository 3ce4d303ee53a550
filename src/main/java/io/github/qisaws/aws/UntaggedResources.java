package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.route53.Route53Client;

/**
 * The import ids of resources that are known by an id which AWS chooses, and that cannot be found by tags: they have none,
 * or get them some time after they are made.
 */
public final class UntaggedResources {
    private static final Map<String, Lookup> LOOKUPS = Map.of(
            "aws_lb_listener", (account, planned) -> both(planned, "load_balancer_arn", "port", account::listener),
            "aws_route53_zone", (account, planned) -> both(planned, "vpc[0].vpc_id", "name", account::privateZone),
            "aws_efs_mount_target",
                    (account, planned) -> both(planned, "file_system_id", "subnet_id", account::mountTarget),
            "aws_backup_selection", (account, planned) -> both(planned, "plan_id", "name", account::selection),
            "aws_cloudfront_cache_policy",
                    (account, planned) -> planned.apply("name").flatMap(account::cachePolicy),
            "aws_cloudfront_origin_request_policy",
                    (account, planned) -> planned.apply("name").flatMap(account::originRequestPolicy));

    private final AwsAccess access;

    /** How one type is looked for. */
    private interface Lookup {
        Optional<String> find(UntaggedResources account, Function<String, Optional<String>> planned);
    }

    public UntaggedResources(AwsAccess access) {
        this.access = access;
    }

    /**
     * The import id of a resource that is to be created, if its parent has it already.
     *
     * @param planned the planned value of an attribute; empty if it is not known yet
     */
    public Optional<String> find(String type, Function<String, Optional<String>> planned) {
        return Optional.ofNullable(LOOKUPS.get(type)).flatMap(lookup -> lookup.find(this, planned));
    }

    /** Whether resources of a type are looked for. */
    public static boolean knows(String type) {
        return LOOKUPS.containsKey(type);
    }

    private static Optional<String> both(
            Function<String, Optional<String>> planned,
            String parent,
            String name,
            BiFunction<String, String, Optional<String>> look) {
        return planned.apply(parent).flatMap(known -> planned.apply(name).flatMap(also -> look.apply(known, also)));
    }

    /** The tagging API does not know listeners everywhere. */
    private Optional<String> listener(String balancer, String port) {
        return ask("elasticloadbalancing:DescribeListeners", () -> {
            try (ElasticLoadBalancingV2Client client = access.configure(
                            "ELASTIC_LOAD_BALANCING_V2", ElasticLoadBalancingV2Client.builder())
                    .build()) {
                return client
                        .describeListenersPaginator(request -> request.loadBalancerArn(balancer))
                        .listeners()
                        .stream()
                        .filter(each -> String.valueOf(each.port()).equals(port))
                        .map(Listener::listenerArn)
                        .findFirst();
            }
        });
    }

    /** A zone gets its tags only when AWS has spread it, some 30 seconds after it was made. */
    private Optional<String> privateZone(String network, String name) {
        return ask("route53:ListHostedZonesByVPC", () -> {
            try (Route53Client client =
                    access.configure("ROUTE_53", Route53Client.builder()).build()) {
                return client
                        .listHostedZonesByVPC(request -> request.vpcId(network).vpcRegion(access.region()))
                        .hostedZoneSummaries()
                        .stream()
                        .filter(zone -> zone.name().equals(name + "."))
                        .map(zone -> zone.hostedZoneId())
                        .findFirst();
            }
        });
    }

    /** A file system has one in a subnet at most. */
    private Optional<String> mountTarget(String system, String subnet) {
        return ask(
                "elasticfilesystem:DescribeMountTargets",
                () -> first(
                        access.get("elasticfilesystem", "/2015-02-01/mount-targets?FileSystemId=" + system),
                        "MountTargets",
                        "SubnetId",
                        subnet,
                        "MountTargetId"));
    }

    private Optional<String> selection(String plan, String name) {
        return ask(
                        "backup:ListBackupSelections",
                        () -> first(
                                access.get("backup", "/backup/plans/" + plan + "/selections/"),
                                "BackupSelectionsList",
                                "SelectionName",
                                name,
                                "SelectionId"))
                .map(id -> plan + "|" + id);
    }

    private static Optional<String> first(JsonNode answer, String list, String name, String value, String id) {
        return StreamSupport.stream(answer.path(list).spliterator(), false)
                .filter(each -> each.path(name).asText().equals(value))
                .map(each -> each.path(id).asText())
                .findFirst();
    }

    private Optional<String> cachePolicy(String name) {
        return ask("cloudfront:ListCachePolicies", () -> {
            try (CloudFrontClient client = cloudFront()) {
                return client.listCachePolicies(request -> request.type("custom")).cachePolicyList().items().stream()
                        .map(summary -> summary.cachePolicy())
                        .filter(policy -> policy.cachePolicyConfig().name().equals(name))
                        .map(policy -> policy.id())
                        .findFirst();
            }
        });
    }

    private Optional<String> originRequestPolicy(String name) {
        return ask("cloudfront:ListOriginRequestPolicies", () -> {
            try (CloudFrontClient client = cloudFront()) {
                return client
                        .listOriginRequestPolicies(request -> request.type("custom"))
                        .originRequestPolicyList()
                        .items()
                        .stream()
                        .map(summary -> summary.originRequestPolicy())
                        .filter(policy ->
                                policy.originRequestPolicyConfig().name().equals(name))
                        .map(policy -> policy.id())
                        .findFirst();
            }
        });
    }

    private CloudFrontClient cloudFront() {
        return access.configure("CLOUDFRONT", CloudFrontClient.builder()).build();
    }

    private <T> T ask(String action, Supplier<T> question) {
        return access.call(action, question);
    }
}
