package io.github.qisaws.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.catalogue.ImportRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.route53.Route53Client;

/**
 * Finds import IDs of resources that have no tags, or get them some time after their creation, and whose ID AWS
 * chooses.
 */
public final class UntaggedResources {
    private static final Map<String, Lookup> LOOKUPS = Map.of(
            "aws_lb_listener", (account, values) -> account.listener(values.get(0), values.get(1)),
            "aws_route53_zone", (account, values) -> account.privateZone(values.get(0), values.get(1)),
            "aws_efs_mount_target", (account, values) -> account.mountTarget(values.get(0), values.get(1)),
            "aws_ec2_subnet_cidr_reservation", (account, values) -> account.reservation(values.get(0), values.get(1)),
            "aws_backup_selection", (account, values) -> account.selection(values.get(0), values.get(1)),
            "aws_cloudfront_cache_policy", (account, values) -> account.cachePolicy(values.get(0)),
            "aws_cloudfront_origin_request_policy", (account, values) -> account.originRequestPolicy(values.get(0)));

    private final AwsAccess access;

    /** How the account is searched for a resource of one type, by the values of the attributes that the catalogue lists. */
    private interface Lookup {
        Optional<String> find(UntaggedResources account, List<String> values);
    }

    public UntaggedResources(AwsAccess access) {
        this.access = access;
    }

    /** The types that are searched for. */
    static Set<String> types() {
        return LOOKUPS.keySet();
    }

    /**
     * The import ID of a resource that a plan would create, if its parent already has it.
     *
     * @param planned the planned value of an attribute; empty if it is known only after the apply
     */
    public Optional<String> find(String type, Function<String, Optional<String>> planned) {
        List<String> attributes =
                Catalogue.OURS.imported(type).map(ImportRule::lookup).orElse(List.of());
        List<String> values = attributes.stream()
                .flatMap(path -> planned.apply(path).stream())
                .toList();
        return attributes.isEmpty() || values.size() < attributes.size()
                ? Optional.empty()
                : LOOKUPS.get(type).find(this, values);
    }

    /** The tagging API does not list listeners everywhere. */
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

    /** Finds a private zone; AWS sets the tags about 30 seconds after its creation. */
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

    /** Finds a mount target; a file system has at most one per subnet. */
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

    private Optional<String> reservation(String subnet, String block) {
        return ask("ec2:GetSubnetCidrReservations", () -> {
            try (Ec2Client client = access.configure("EC2", Ec2Client.builder()).build()) {
                return client
                        .getSubnetCidrReservations(request -> request.subnetId(subnet))
                        .subnetIpv4CidrReservations()
                        .stream()
                        .filter(each -> each.cidr().equals(block))
                        .map(each -> subnet + ":" + each.subnetCidrReservationId())
                        .findFirst();
            }
        });
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
