package io.github.qisaws.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an environment's state says about its web servers and its address. */
public final class Deployed {
    private final List<Resource> resources = new ArrayList<>();
    private final String url;

    private Deployed(JsonNode state) {
        for (JsonNode resource : state.path("resources")) {
            if (resource.path("mode").asText().equals("managed")) {
                resource.path("instances")
                        .forEach(instance -> resources.add(new Resource(
                                resource.path("module").asText(""),
                                resource.path("type").asText(),
                                resource.path("name").asText(),
                                instance.path("attributes"))));
            }
        }
        url = state.path("outputs").path("url").path("value").asText("");
    }

    /** Reads the output of {@code state pull}; an empty object if nothing was applied. */
    public static Deployed of(JsonNode state) {
        return new Deployed(state);
    }

    private record Resource(String module, String type, String name, JsonNode attributes) {
        String text(String attribute) {
            return attributes.path(attribute).asText("");
        }
    }

    /** Whether there is a load balancer with something behind it. */
    public boolean hasServers() {
        return of("aws_lb_target_group").findAny().isPresent();
    }

    /** The identifiers of the databases on RDS. */
    public List<String> databases() {
        return of("aws_db_instance")
                .map(database -> database.text("identifier"))
                .toList();
    }

    /** The Auto Scaling groups and ECS services, whose rollouts AWS carries out after the apply. */
    List<Part> rollouts() {
        return Stream.concat(
                        of("aws_autoscaling_group")
                                .map(group -> (Part) new ServerGroup(group.text("name"), logs(group))),
                        of("aws_ecs_service").map(service -> (Part) new ContainerService(
                                service.text("cluster"), service.text("name"), applied(service), logs(service))))
                .toList();
    }

    /** The target groups, whose targets must be healthy in the end. */
    List<Part> targets() {
        return of("aws_lb_target_group")
                .map(group -> (Part) new TargetHealth(group.text("name"), group.text("arn")))
                .toList();
    }

    /**
     * The revision that was applied. The state of the service itself can have an earlier one, if AWS rolled back before
     * the provider read it.
     */
    private String applied(Resource service) {
        return of("aws_ecs_task_definition")
                .filter(task -> task.module().equals(service.module()))
                .map(task -> task.text("arn"))
                .findFirst()
                .orElse(service.text("task_definition"));
    }

    /** The log groups of the module, and the one of the module monitoring, to which servers ship their logs. */
    private List<String> logs(Resource of) {
        return of("aws_cloudwatch_log_group")
                .filter(group ->
                        group.module().equals(of.module()) || group.name().equals("servers"))
                .map(group -> group.text("name"))
                .toList();
    }

    private Stream<Resource> of(String type) {
        return resources.stream().filter(resource -> resource.type().equals(type));
    }

    /** The address that users open; empty without one. */
    String url() {
        return url;
    }

    /** The load balancer's own DNS name. */
    Optional<String> balancer() {
        return of("aws_lb").map(balancer -> balancer.text("dns_name")).findFirst();
    }

    /** Whether the load balancer has only private addresses. */
    boolean isInternal() {
        return of("aws_lb")
                .anyMatch(balancer -> balancer.attributes().path("internal").asBoolean());
    }

    /** The CloudFront distribution's own DNS name; empty without CloudFront. */
    Optional<String> distribution() {
        return of("aws_cloudfront_distribution")
                .map(distribution -> distribution.text("domain_name"))
                .findFirst();
    }
}
