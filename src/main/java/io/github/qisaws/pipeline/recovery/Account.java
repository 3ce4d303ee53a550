package io.github.qisaws.pipeline.recovery;

import io.github.qisaws.architecture.Tags;
import io.github.qisaws.pipeline.certificate.AwsAccess;
import io.github.qisaws.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.TagResourceType;

/** Asks the account itself what exists of an environment. */
public final class Account {
    private static final int PAGE = 100;

    private final AwsAccess access;
    private final String environment;

    public Account(AwsAccess access, String environment) {
        this.access = access;
        this.environment = environment;
    }

    /** What carries the environment's tags. */
    public List<Tagged> tagged() {
        // The tagging API is late by some seconds and lacks parts of EC2 in some regions; EC2 itself is neither.
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        ask("tag:GetResources", () -> everywhere(found));
        ask("ec2:DescribeTags", () -> machinesAndNetworks(found));
        ask("route53:ListHostedZones", () -> zones(found));
        return found.entrySet().stream()
                .flatMap(each -> Tagged.of(each.getKey(), each.getValue(), environment).stream())
                .distinct()
                .toList();
    }

    private void everywhere(Map<String, Map<String, String>> found) {
        try (ResourceGroupsTaggingApiClient client = access.configure(
                        "RESOURCE_GROUPS_TAGGING_API", ResourceGroupsTaggingApiClient.builder())
                .build()) {
            client.getResourcesPaginator(request -> request.resourcesPerPage(PAGE)
                            .tagFilters(TagFilter.builder()
                                    .key(Tags.ENVIRONMENT)
                                    .values(environment)
                                    .build()))
                    .resourceTagMappingList()
                    .forEach(resource -> resource.tags()
                            .forEach(tag -> note(found, resource.resourceARN(), tag.key(), tag.value())));
        }
    }

    private void machinesAndNetworks(Map<String, Map<String, String>> found) {
        try (Ec2Client client = access.configure("EC2", Ec2Client.builder()).build()) {
            client.describeTagsPaginator(request -> request.filters(Filter.builder()
                            .name("key")
                            .values(Tags.ENVIRONMENT, Tags.COMPONENT, Tags.RESOURCE)
                            .build()))
                    .tags()
                    .forEach(tag -> note(found, tag.resourceId(), tag.key(), tag.value()));
        }
    }

    /** Zones are global, and the tagging API tells of them in one region only. */
    private void zones(Map<String, Map<String, String>> found) {
        try (Route53Client client =
                access.configure("ROUTE_53", Route53Client.builder()).build()) {
            for (HostedZone zone : client.listHostedZonesPaginator().hostedZones()) {
                String id = zone.id().replace("/hostedzone/", "");
                client.listTagsForResource(request ->
                                request.resourceType(TagResourceType.HOSTEDZONE).resourceId(id))
                        .resourceTagSet()
                        .tags()
                        .forEach(tag -> note(found, "arn:aws:route53:::hostedzone/" + id, tag.key(), tag.value()));
            }
        }
    }

    private static void note(Map<String, Map<String, String>> found, String resource, String key, String value) {
        found.computeIfAbsent(resource, id -> new TreeMap<>()).put(key, value);
    }

    /**
     * The import id of what carries no tags, or gets them late, by its parent.
     *
     * @param planned the planned value of an attribute; empty if it is not known yet
     */
    public Optional<String> find(String type, Function<String, Optional<String>> planned) {
        return switch (type) {
            case "aws_lb_listener" -> both(planned.apply("load_balancer_arn"), planned.apply("port"), this::listener);
            case "aws_route53_zone" -> both(planned.apply("vpc[0].vpc_id"), planned.apply("name"), this::privateZone);
            default -> Optional.empty();
        };
    }

    private static Optional<String> both(
            Optional<String> parent, Optional<String> name, BiFunction<String, String, Optional<String>> look) {
        return parent.flatMap(known -> name.flatMap(also -> look.apply(known, also)));
    }

    /** The tagging API does not know listeners everywhere. */
    private Optional<String> listener(String balancer, String port) {
        return access.call("elasticloadbalancing:DescribeListeners", Problem.NOTHING_CHANGED, () -> {
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
        return access.call("route53:ListHostedZonesByVPC", Problem.NOTHING_CHANGED, () -> {
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

    private void ask(String action, Runnable question) {
        access.call(action, Problem.NOTHING_CHANGED, () -> {
            question.run();
            return true;
        });
    }
}
