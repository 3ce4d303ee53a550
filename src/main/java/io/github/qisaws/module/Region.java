package io.github.qisaws.module;

import com.hashicorp.cdktf.providers.aws.data_aws_region.DataAwsRegion;
import java.util.Map;

/**
 * The region of the provider, as {@code local.region}.
 *
 * <p>It is extracted from the EC2 endpoint ({@code ec2.eu-west-1.amazonaws.com}), the only attribute that all supported
 * providers have and none deprecates: {@code region} came with 6.0, {@code name} and {@code id} are deprecated since
 * 6.0 and 6.47 (the provider's CHANGELOG; internal/service/meta/region_data_source.go).
 */
final class Region {
    /** Values for tests with a mocked provider. */
    static final Map<String, Object> MOCKED = Map.of("endpoint", "ec2.eu-west-1.amazonaws.com");

    private Region() {}

    static void addTo(Blueprint b) {
        b.add("current", id -> DataAwsRegion.Builder.create(b.stack(), id).build());
        // element() also accepts the single word that a mocked provider returns.
        b.local("region", "element(split(\".\", data.aws_region.current.endpoint), 1)");
    }
}
