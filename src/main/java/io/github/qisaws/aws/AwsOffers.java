package io.github.qisaws.aws;

import io.github.qisaws.aws.AccountFacts.Image;
import io.github.qisaws.aws.AccountFacts.InstanceFacts;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** What EC2 offers the account in a region. */
record AwsOffers(AwsAccess access) {
    /** The region in which every account can ask for the status of the others. */
    private static final String ALWAYS_ENABLED = "us-east-1";

    private static final String TYPE = "instance-type";

    Set<String> zones() {
        return access.ec2(
                "ec2:DescribeAvailabilityZones", ec2 -> ec2.describeAvailabilityZones().availabilityZones().stream()
                        .map(zone -> zone.zoneName())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    Optional<String> regionStatus() {
        return access.in(ALWAYS_ENABLED)
                .ec2(
                        "ec2:DescribeRegions",
                        ec2 -> ec2.describeRegions(request -> request.allRegions(true)).regions().stream()
                                .filter(region -> region.regionName().equals(access.region()))
                                .map(region -> String.valueOf(region.optInStatus()))
                                .findFirst());
    }

    Map<String, Set<String>> offerings(Collection<String> types) {
        return access.ec2("ec2:DescribeInstanceTypeOfferings", ec2 -> ec2
                .describeInstanceTypeOfferingsPaginator(request ->
                        request.locationType(LocationType.AVAILABILITY_ZONE).filters(ofTypes(types)))
                .instanceTypeOfferings()
                .stream()
                .collect(Collectors.groupingBy(
                        offer -> offer.instanceTypeAsString(),
                        TreeMap::new,
                        Collectors.mapping(offer -> offer.location(), Collectors.toCollection(TreeSet::new)))));
    }

    Map<String, InstanceFacts> instanceTypes(Collection<String> names) {
        return access.ec2(
                "ec2:DescribeInstanceTypes",
                ec2 ->
                        ec2
                                .describeInstanceTypesPaginator(request -> request.filters(ofTypes(names)))
                                .instanceTypes()
                                .stream()
                                .collect(Collectors.toMap(
                                        type -> type.instanceTypeAsString(),
                                        type -> new InstanceFacts(
                                                type.vCpuInfo().defaultVCpus(),
                                                Set.copyOf(type.processorInfo().supportedArchitecturesAsStrings())))));
    }

    private static Filter ofTypes(Collection<String> types) {
        return Filter.builder().name(TYPE).values(types).build();
    }

    Map<String, Set<String>> endpointServices() {
        return access.ec2(
                "ec2:DescribeVpcEndpointServices", ec2 -> ec2.describeVpcEndpointServices().serviceDetails().stream()
                        .collect(Collectors.toMap(
                                service -> service.serviceName(),
                                service -> Set.copyOf(service.availabilityZones()),
                                AwsOffers::both)));
    }

    /** A service can be listed twice: as gateway and as interface. */
    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> zones = new TreeSet<>(one);
        zones.addAll(other);
        return zones;
    }

    Optional<Image> image(String id) {
        return access.ec2("ec2:DescribeImages", ec2 -> {
            try {
                return ec2.describeImages(request -> request.imageIds(id).includeDeprecated(true)).images().stream()
                        .map(AwsOffers::of)
                        .findFirst();
            } catch (Ec2Exception e) {
                if (e.awsErrorDetails().errorCode().startsWith(ImageRegistry.NO_SUCH_IMAGE)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static Image of(software.amazon.awssdk.services.ec2.model.Image image) {
        int root = image.blockDeviceMappings().stream()
                .filter(mapping -> String.valueOf(mapping.deviceName()).equals(image.rootDeviceName()))
                .map(BlockDeviceMapping::ebs)
                .filter(ebs -> ebs != null && ebs.volumeSize() != null)
                .mapToInt(ebs -> ebs.volumeSize())
                .findFirst()
                .orElse(0);
        return new Image(image.imageId(), image.stateAsString(), image.architectureAsString(), root);
    }
}
