package io.github.qisaws.review.guard;

import java.util.Map;
import java.util.Optional;

/** Where resources of other providers are, by the prefix of their types. */
public final class Cloud {
    private static final Map<String, String> PLACES = Map.ofEntries(
            Map.entry("aws", "AWS"),
            Map.entry("awscc", "AWS"),
            Map.entry("google", "Google Cloud"),
            Map.entry("azurerm", "Azure"),
            Map.entry("azapi", "Azure"),
            Map.entry("alicloud", "Alibaba Cloud"),
            Map.entry("oci", "Oracle Cloud"),
            Map.entry("digitalocean", "DigitalOcean"),
            Map.entry("hcloud", "Hetzner Cloud"),
            Map.entry("openstack", "OpenStack"));

    private Cloud() {}

    /** The cloud that bills resources of this type; empty for other providers. */
    public static Optional<String> of(String type) {
        return Optional.ofNullable(PLACES.get(type.replaceFirst("_.*", "")));
    }

    /** The fate of an object that is removed from state: it {@code stays in AWS and keeps incurring cost}. */
    static String stays(String type) {
        return of(type).map(place -> "stays in " + place + " and keeps incurring cost")
                .orElse("is not destroyed");
    }
}
