package io.github.qisaws.aws;

import io.github.qisaws.architecture.Tags;
import io.github.qisaws.environment.Environment.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.TagResourceType;

/** Lists the resources in the account that have an environment's tags. */
public final class TaggedResources {
    /**
     * What AWS Backup restores as a test gets this tag, may get those of its original, and is deleted by AWS Backup (AWS
     * Backup Developer Guide, "Restore testing"). It belongs to no environment.
     */
    static final String RESTORE_TEST = "awsbackup-restore-test";

    private static final int PAGE = 100;

    private final AwsAccess access;
    private final String environment;
    private final boolean withGlobal;

    /**
     * The account of an environment.
     *
     * @param withGlobal whether the environment has global resources, such as a CloudFront distribution, or others in
     *     us-east-1. They are listed only in us-east-1, where an organization may deny calls
     */
    public TaggedResources(AwsAccess access, String environment, boolean withGlobal) {
        this.access = access;
        this.environment = environment;
        this.withGlobal = withGlobal;
    }

    /** The tagged resources of this environment; for EC2 and Route 53, of all environments. */
    public List<TaggedResource> list() {
        // The tagging API lists new resources some seconds late and lacks some EC2 resources in some regions. The EC2
        // API does not.
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        ask(access, "tag:GetResources", () -> everywhere(found, access, resource -> true));
        if (withGlobal && !access.region().equals(Placement.US_EAST_1)) {
            AwsAccess global = access.in(Placement.US_EAST_1);
            ask(
                    global,
                    "tag:GetResources",
                    () -> everywhere(
                            found,
                            global,
                            resource -> isGlobal(resource) || home(resource).isPresent()));
        }
        ask(access, "ec2:DescribeTags", () -> machinesAndNetworks(found));
        ask(access, "route53:ListHostedZones", () -> zones(found));
        return found.entrySet().stream()
                .filter(each -> !each.getValue().containsKey(RESTORE_TEST))
                .map(each -> new TaggedResource(each.getKey(), each.getValue()))
                .toList();
    }

    private void everywhere(
            Map<String, Map<String, String>> found, AwsAccess where, Predicate<ResourceTagMapping> wanted) {
        try (ResourceGroupsTaggingApiClient client = where.configure(
                        "RESOURCE_GROUPS_TAGGING_API", ResourceGroupsTaggingApiClient.builder())
                .build()) {
            client
                    .getResourcesPaginator(request -> request.resourcesPerPage(PAGE)
                            .tagFilters(TagFilter.builder()
                                    .key(Tags.ENVIRONMENT)
                                    .values(environment)
                                    .build()))
                    .resourceTagMappingList()
                    .stream()
                    .filter(resource ->
                            home(resource).map(access.region()::equals).orElse(true))
                    .filter(wanted)
                    .forEach(resource -> resource.tags()
                            .forEach(tag -> note(found, resource.resourceARN(), tag.key(), tag.value())));
        }
    }

    /** Whether the ARN has no region. */
    private static boolean isGlobal(ResourceTagMapping resource) {
        return resource.resourceARN().split(":", 5)[3].isEmpty();
    }

    /** The region of the environment, on resources in us-east-1. */
    private static Optional<String> home(ResourceTagMapping resource) {
        return resource.tags().stream()
                .filter(tag -> tag.key().equals(Tags.REGION))
                .map(Tag::value)
                .findFirst();
    }

    private void machinesAndNetworks(Map<String, Map<String, String>> found) {
        try (Ec2Client client = access.configure("EC2", Ec2Client.builder()).build()) {
            client.describeTagsPaginator(request -> request.filters(Filter.builder()
                            .name("key")
                            .values(Tags.ENVIRONMENT, Tags.COMPONENT, Tags.RESOURCE, RESTORE_TEST)
                            .build()))
                    .tags()
                    .forEach(tag -> note(found, tag.resourceId(), tag.key(), tag.value()));
        }
    }

    /** Lists hosted zones, which are global: the tagging API lists them only in us-east-1. */
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

    private static void ask(AwsAccess where, String action, Runnable question) {
        where.call(action, () -> {
            question.run();
            return true;
        });
    }
}
