package io.github.qisaws.environment;

import io.github.qisaws.environment.Containers.LaunchType;
import io.github.qisaws.environment.Environment.ArchitectureName;
import io.github.qisaws.environment.Environment.Certificate;
import io.github.qisaws.environment.Environment.Layout;
import io.github.qisaws.environment.Environment.Nat;
import io.github.qisaws.environment.InstanceType.Architecture;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Computes defaults that depend on other values; empty if those values are missing or invalid. */
final class Derived {
    private static final int CPU_UNITS = 1024;
    private static final int PROCESS_MEGABYTES = 512;

    private Derived() {}

    /** Whether the environment uses an existing VPC. */
    static boolean hasNetwork(Values values) {
        return values.isGiven(ExistingKeys.SECTION);
    }

    static Optional<List<String>> zones(Values values) {
        if (hasNetwork(values)) {
            return values.find(ExistingKeys.PRIVATE_SUBNETS)
                    .map(subnets -> subnets.keySet().stream().sorted().toList());
        }
        return values.findOr(
                NetworkKeys.ZONES,
                () -> values.find(Keys.REGION).map(Regions::defaultZones).filter(zones -> !zones.isEmpty()));
    }

    static Optional<String> dataZone(Values values) {
        return values.findOr(DataKeys.ZONE, () -> zones(values).map(zones -> zones.get(0)));
    }

    /**
     * One process per core, as QIS recommends, on web servers without cache and database. A single server reserves one
     * core for each of the two, and may start fewer processes if it has little memory.
     */
    static Optional<Integer> processes(Values values) {
        if (is(ArchitectureName.CONTAINERS, values)) {
            return values.findOr(WebKeys.PROCESSES, () -> processesOfTask(values));
        }
        boolean only = isSingleServer(values);
        return values.findOr(WebKeys.PROCESSES, () -> values.find(webServer(values))
                .map(InstanceType::of)
                .map(InstanceType::vcpus)
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .map(vcpus -> only ? Math.max(2, vcpus - 2) : Math.max(1, vcpus))
                .map(processes -> Math.min(WebKeys.MOST_PROCESSES, processes)));
    }

    /**
     * At least two processes if the memory allows; on an EC2 host, database and cache take half of the task's memory.
     */
    private static Optional<Integer> processesOfTask(Values values) {
        Optional<Integer> memory = values.find(ContainerKeys.MEMORY).map(all -> onHost(values) ? all / 2 : all);
        return values.find(ContainerKeys.CPU)
                .map(units -> Math.max(2, units / CPU_UNITS))
                .flatMap(wanted -> memory.map(all -> Math.max(1, Math.min(wanted, all / PROCESS_MEGABYTES))));
    }

    static boolean isCloudFront(Values values) {
        return values.findOr(EdgeKeys.CLOUDFRONT, () -> values.find(EdgeKeys.CERTIFICATE)
                        .map(arn -> !arn.isEmpty()))
                .orElse(false);
    }

    /** The zone in which ACM validates CloudFront's certificate; empty if there is none. */
    static Optional<String> cloudFrontZone(Values values) {
        return values.find(EdgeKeys.DNS_ZONE).filter(zone -> !zone.isEmpty()).or(() -> values.find(
                        LoadBalancerKeys.CERTIFICATE)
                .filter(one -> one.source() == Certificate.Source.DNS)
                .map(Certificate::value));
    }

    /**
     * Whether the configuration needs a provider for us-east-1. A key that turns its part off counts too, because
     * Terraform deletes resources only with the provider that created them.
     */
    static boolean usesUsEast1(Values values) {
        return isCloudFront(values)
                || values.isGiven(EdgeKeys.CLOUDFRONT)
                || values.isGiven(EdgeKeys.CERTIFICATE)
                || values.isGiven(CareKeys.CANARY);
    }

    static boolean isSingleServer(Values values) {
        return is(ArchitectureName.SINGLE_SERVER, values);
    }

    /** Whether servers without internet access send metrics: the data server, or all servers without NAT. */
    static boolean measuresByEndpoint(Values values) {
        boolean noWayOut = is(ArchitectureName.TWO_SERVER, values)
                || isSingleServer(values)
                || values.find(NetworkKeys.NAT).filter(Nat.NONE::equals).isPresent();
        return values.find(CareKeys.MONITORING).orElse(false) && noWayOut;
    }

    /** None in the open layout, and none for an architecture without this key. */
    static Nat nat(Values values) {
        return isOpen(values) ? Nat.NONE : values.find(NetworkKeys.NAT).orElse(Nat.NONE);
    }

    /** None in the open layout. Without a data tier, an image pipeline needs only the S3 endpoint. */
    static List<String> endpoints(Values values) {
        if (isOpen(values)) {
            return List.of();
        }
        boolean few = isImagePipeline(values) && !values.isGiven(NetworkKeys.ENDPOINTS);
        if (few) {
            return List.of("s3");
        }
        List<String> endpoints = new ArrayList<>(values.get(NetworkKeys.ENDPOINTS));
        if (measuresByEndpoint(values) && !values.isGiven(NetworkKeys.ENDPOINTS)) {
            endpoints.add(Endpoints.OF_METRICS);
        }
        return endpoints;
    }

    static boolean isImagePipeline(Values values) {
        return values.find(Keys.ARCHITECTURE)
                .filter(ArchitectureName.IMAGE_PIPELINE::equals)
                .isPresent();
    }

    static boolean buildsImage(Values values) {
        return isImagePipeline(values) || values.isGiven(ImageBuildKeys.SECTION);
    }

    /** The key of the instance type of the server that runs Apache. */
    private static Key<String> webServer(Values values) {
        return values.admits(WebKeys.INSTANCE_TYPE) ? WebKeys.INSTANCE_TYPE : DataKeys.INSTANCE_TYPE;
    }

    /**
     * CPU architecture of the AMI that the environment builds or could build; without a server that uses it, x86_64.
     */
    static String builtProcessor(Values values) {
        Architecture machine = values.find(webServer(values))
                .map(type -> InstanceType.of(type).architecture())
                .orElse(Architecture.X86_64);
        return values.find(ImageBuildKeys.PROCESSOR).orElse(machine.label());
    }

    static boolean isManaged(Values values) {
        return is(ArchitectureName.MANAGED, values);
    }

    /** Whether one task on an EC2 host runs web server, database, and cache. */
    static boolean onHost(Values values) {
        return is(ArchitectureName.CONTAINERS, values) && launchedBy(LaunchType.EC2, values);
    }

    /** Whether tasks on Fargate run only web servers, and AWS services hold the data. */
    static boolean onFargate(Values values) {
        return is(ArchitectureName.CONTAINERS, values) && launchedBy(LaunchType.FARGATE, values);
    }

    static boolean is(ArchitectureName name, Values values) {
        return values.find(Keys.ARCHITECTURE).filter(name::equals).isPresent();
    }

    private static boolean launchedBy(LaunchType type, Values values) {
        return values.find(ContainerKeys.LAUNCH_TYPE).filter(type::equals).isPresent();
    }

    static boolean isOpen(Values values) {
        return values.find(NetworkKeys.LAYOUT).filter(Layout.OPEN::equals).isPresent();
    }

    static boolean isTiered(Values values) {
        return values.find(NetworkKeys.LAYOUT).filter(Layout.TIERED::equals).isPresent();
    }
}
