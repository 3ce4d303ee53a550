package io.github.qisaws.environment;

import io.github.qisaws.environment.Containers.Tasks;
import io.github.qisaws.environment.Edge.CloudFront;
import io.github.qisaws.environment.Environment.DataServer;
import io.github.qisaws.environment.Environment.LoadBalancer;
import io.github.qisaws.environment.Environment.Scaling;
import io.github.qisaws.environment.Environment.ServerImage;
import io.github.qisaws.environment.Environment.WebServers;
import io.github.qisaws.environment.Environment.Workers;
import io.github.qisaws.environment.Topology.Managed;
import io.github.qisaws.environment.Topology.OnFargate;
import io.github.qisaws.environment.Topology.OnHost;
import io.github.qisaws.environment.Topology.PipelineOnly;
import io.github.qisaws.environment.Topology.SingleServer;
import io.github.qisaws.environment.Topology.TwoServers;
import io.github.qisaws.environment.schema.Values;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds the topology from values without mistakes that contain only the keys of its kind. */
final class TopologyBuilder {
    /** The newest ECS-optimized AMI. */
    private static final ServerImage CONTAINER_HOST =
            new ServerImage("ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id");

    private final String name;
    private final Values values;

    TopologyBuilder(String name, Values values) {
        this.name = name;
        this.values = values;
    }

    Topology build() {
        return switch (TopologyKind.of(values)) {
            case SINGLE_SERVER -> new SingleServer(application(), image(ownImage()), dataServer());
            case TWO_SERVERS ->
                new TwoServers(application(), image(ownImage()), webServers(), dataServer(), ownBuild());
            case MANAGED -> new Managed(application(), image(ownImage()), webServers(), ownBuild());
            case ON_FARGATE -> new OnFargate(application(), containers(), tasks(), ownBuild());
            case ON_HOST -> new OnHost(application(), image(CONTAINER_HOST), containers(), dataServer(), ownBuild());
            case PIPELINE_ONLY -> new PipelineOnly(ownImage(), imageBuild());
        };
    }

    private Application application() {
        return new Application(
                values.get(Keys.HOST_NAME),
                loadBalancer(),
                edge(),
                workers(),
                values.get(DataKeys.MAX_CONNECTIONS),
                operations());
    }

    private ServerImage image(ServerImage usual) {
        return values.find(Keys.IMAGE).map(ServerImage::new).orElse(usual);
    }

    /** The SSM parameter that the environment's pipeline and {@code qis-aws image promote} write. */
    private ServerImage ownImage() {
        return ServerImage.ownParameter(name, Derived.builtProcessor(values));
    }

    private Optional<ImageBuild> ownBuild() {
        return values.isGiven(ImageBuildKeys.SECTION) ? Optional.of(imageBuild()) : Optional.empty();
    }

    private ImageBuild imageBuild() {
        return new ImageBuild(
                Derived.builtProcessor(values),
                values.get(ImageBuildKeys.REGIONS),
                values.get(ImageBuildKeys.CONTAINER));
    }

    private LoadBalancer loadBalancer() {
        return new LoadBalancer(values.get(LoadBalancerKeys.CERTIFICATE), values.get(LoadBalancerKeys.INTERNAL));
    }

    private Edge edge() {
        Optional<CloudFront> cloudFront = Derived.isCloudFront(values)
                ? Optional.of(new CloudFront(values.get(EdgeKeys.CERTIFICATE), values.get(EdgeKeys.WEB_ACL)))
                : Optional.empty();
        return new Edge(values.get(EdgeKeys.DNS_ZONE), cloudFront, values.get(EdgeKeys.WAF));
    }

    private Workers workers() {
        boolean counted = Derived.isSingleServer(values);
        Optional<Integer> processes = counted ? values.find(WebKeys.PROCESSES) : Derived.processes(values);
        return new Workers(processes, values.get(WebKeys.POOL_SIZE));
    }

    private Operations operations() {
        return new Operations(
                values.find(Keys.OPERATOR_EMAIL),
                values.get(CareKeys.MONITORING),
                values.get(CareKeys.CANARY),
                values.get(CareKeys.BACKUP),
                values.get(CareKeys.RESTORE_TEST),
                values.find(Keys.MIGRATION).orElse(false));
    }

    private WebServers webServers() {
        Scaling scaling = new Scaling(
                values.get(WebKeys.MINIMUM),
                values.get(WebKeys.MAXIMUM),
                values.get(WebKeys.POLICY),
                values.get(WebKeys.SCALE_OUT_ABOVE),
                values.get(WebKeys.SCALE_IN_BELOW),
                values.get(WebKeys.COOLDOWN),
                values.get(WebKeys.REQUEST_TARGET));
        return new WebServers(values.get(WebKeys.INSTANCE_TYPE), scaling);
    }

    private DataServer dataServer() {
        SortedMap<String, String> madeFrom = new TreeMap<>();
        madeFrom.put("database", values.get(DataKeys.DATABASE_SNAPSHOT));
        madeFrom.put("images", values.get(DataKeys.IMAGES_SNAPSHOT));
        madeFrom.values().removeIf(String::isEmpty);
        return new DataServer(
                values.get(DataKeys.INSTANCE_TYPE), Derived.dataZone(values).orElseThrow(), madeFrom);
    }

    private Containers containers() {
        return new Containers(values.get(ContainerKeys.CPU), values.get(ContainerKeys.MEMORY));
    }

    private Tasks tasks() {
        return new Tasks(
                values.get(ContainerKeys.MINIMUM),
                values.get(ContainerKeys.MAXIMUM),
                values.get(ContainerKeys.CPU_TARGET),
                values.find(ContainerKeys.REQUEST_TARGET).orElse(0));
    }
}
