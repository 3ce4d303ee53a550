package io.github.qisaws.architecture;

import io.github.qisaws.environment.EnvironmentSchema;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which key of an environment file feeds an input of a component, so that an error of the input leads back to it. */
public final class InputKeys {
    /** The section of the environment file that is about a component, where it has another name. */
    private static final Map<String, String> SECTIONS = Map.of(
            "web-tier", "web",
            "data-server", "data",
            "container-host", "data",
            "firewall", "network",
            "image", "image-build",
            "remote-state", "state");

    /** Inputs whose name and key differ in more than their hyphens. */
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("network.cidr_block", "network.cidr"),
            Map.entry("firewall.managed_services", "architecture"),
            Map.entry("firewall.only_cloudfront", "edge.cloudfront-certificate"),
            Map.entry("firewall.ssh_cidr_blocks", "network.ssh-from"),
            Map.entry("load-balancer.alias", "edge.dns-zone"),
            Map.entry("load-balancer.target_type", "architecture"),
            Map.entry("load-balancer.certificate_source", "load-balancer.certificate"),
            Map.entry("load-balancer.certificate_arn", "load-balancer.certificate"),
            Map.entry("load-balancer.dns_zone_id", "load-balancer.certificate"),
            Map.entry("load-balancer.deletion_protection", "protect"),
            Map.entry("backup.copy_days", "backup.days"),
            Map.entry("backup.copy_vault_arn", "backup.copy-to"),
            Map.entry("containers.cluster_arn", "containers.launch-type"),
            Map.entry("containers.master_secret_arn", "containers.launch-type"),
            Map.entry("image.deletion_protection", "protect"),
            Map.entry("image.parent_image", "image-build.parent"),
            Map.entry("image.share_with_accounts", "image-build.accounts"),
            Map.entry("max_connections", "data.max-connections"),
            Map.entry("monitoring.watch", "architecture"),
            Map.entry("restore_from.database", "data.database-snapshot"),
            Map.entry("restore_from.images", "data.images-snapshot"),
            Map.entry("role_settings.QIS_LOG_GROUP", "monitoring.enabled"),
            Map.entry("role_settings.QIS_MAX_CONNECTIONS", "data.max-connections"),
            Map.entry("role_settings.QIS_POOL_SIZE", "web.pool-size"),
            Map.entry("role_settings.QIS_PROCESSES", "web.processes"),
            Map.entry("role_settings.QIS_THREADS", "web.threads"),
            Map.entry("data-server.role", "architecture"),
            Map.entry("data-server.target_group_arn", "architecture"),
            Map.entry("web-tier.full_time", "architecture"),
            Map.entry("web-tier.master_secret_arn", "architecture"),
            Map.entry("remote-state.bucket_name", "state.bucket"),
            Map.entry("ami_id", "image"),
            Map.entry("public_address", "network.layout"),
            Map.entry("role_settings.QIS_CLIENT_CIDRS", "network.cidr"),
            Map.entry("role_settings.QIS_PUBLIC_HOST_NAME", "host-name"));

    private static final Set<String> PATHS = EnvironmentSchema.paths();

    private InputKeys() {}

    /**
     * The key; empty for what comes from none.
     *
     * @param component the contract's name
     * @param input with members after a dot, such as {@code scaling.maximum}
     */
    public static Optional<String> of(String component, String input) {
        String section = SECTIONS.getOrDefault(component, component);
        String first = input.contains(".") ? input.substring(0, input.indexOf('.')) : input;
        String last = input.substring(input.lastIndexOf('.') + 1);
        return Stream.of(
                        OTHER_NAMES.getOrDefault(component + "." + input, ""),
                        OTHER_NAMES.getOrDefault(input, ""),
                        section + "." + key(input),
                        section + "." + key(last),
                        key(last),
                        section + "." + key(first),
                        key(first))
                .filter(PATHS::contains)
                .findFirst();
    }

    /** Such as web.scaling.scale-out-above, max-connections of QIS_MAX_CONNECTIONS, database-volume of database_volume_gib. */
    private static String key(String input) {
        return input.replaceFirst("^QIS_", "")
                .replaceFirst("_gib$", "")
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
    }
}
