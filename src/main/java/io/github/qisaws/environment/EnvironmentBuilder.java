package io.github.qisaws.environment;

import io.github.qisaws.environment.Containers.Operation;
import io.github.qisaws.environment.Containers.Tasks;
import io.github.qisaws.environment.Environment.ArchitectureName;
import io.github.qisaws.environment.Environment.DataServer;
import io.github.qisaws.environment.Environment.LoadBalancer;
import io.github.qisaws.environment.Environment.Nat;
import io.github.qisaws.environment.Environment.Network;
import io.github.qisaws.environment.Environment.Placement;
import io.github.qisaws.environment.Environment.Scaling;
import io.github.qisaws.environment.Environment.ServerImage;
import io.github.qisaws.environment.Environment.Servers;
import io.github.qisaws.environment.Environment.Site;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.environment.Environment.Tiers;
import io.github.qisaws.environment.Environment.WebTier;
import io.github.qisaws.environment.Environment.Workers;
import io.github.qisaws.environment.ManagedServices.Database;
import io.github.qisaws.environment.Operations.Backup;
import io.github.qisaws.environment.Operations.Monitoring;
import io.github.qisaws.environment.Operations.Restore;
import io.github.qisaws.environment.schema.Values;
import java.util.List;
import java.util.Optional;

/** Makes the typed environment of values that have no mistake. */
final class EnvironmentBuilder {
    /** AWS's newest image with the agent of ECS. */
    private static final String CONTAINER_HOST =
            "ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id";

    private final String name;
    private final Values values;

    EnvironmentBuilder(String name, Values values) {
        this.name = name;
        this.values = values;
    }

    Environment build() {
        Placement placement =
                new Placement(values.get(Keys.REGION), values.get(Keys.ACCOUNT), values.get(Keys.ARCHITECTURE));
        return new Environment(
                name,
                placement,
                site(),
                network(),
                new Servers(loadBalancer(), web(), data(), managed(), containers(), care(), edge()),
                state());
    }

    private Site site() {
        return new Site(
                values.get(Keys.HOST_NAME),
                values.find(Keys.OPERATOR_EMAIL),
                image(),
                values.get(Keys.PROTECT),
                values.get(Keys.TAGS),
                policy());
    }

    private ServerImage image() {
        String processor = Derived.builtProcessor(values).orElseThrow();
        String usual = Derived.onHost(values) ? CONTAINER_HOST : ServerImage.ownParameter(name, processor);
        String reference = values.find(Keys.IMAGE).orElse(usual);
        return new ServerImage(
                reference, Derived.buildsImage(values) ? Optional.of(imageBuild(processor)) : Optional.empty());
    }

    private ImageBuild imageBuild(String processor) {
        return new ImageBuild(
                new ImageBuild.Recipe(
                        values.get(ImageBuildKeys.SYSTEM),
                        processor,
                        values.get(ImageBuildKeys.PARENT_IMAGE),
                        values.get(ImageBuildKeys.ROOT_VOLUME)),
                new ImageBuild.Spread(
                        values.get(ImageBuildKeys.REGIONS),
                        values.get(ImageBuildKeys.ACCOUNTS),
                        values.get(ImageBuildKeys.KMS_KEYS)),
                values.get(ImageBuildKeys.WHEN),
                values.get(ImageBuildKeys.CONTAINER));
    }

    private GuardPolicy policy() {
        return new GuardPolicy(
                values.get(PolicyKeys.ACCEPT), values.get(PolicyKeys.STATEFUL), values.get(PolicyKeys.MAX_DESTROYS));
    }

    private Network network() {
        int flowLogDays = values.get(NetworkKeys.FLOW_LOG_DAYS);
        // The only server stands in a data subnet, which has no way out; the application subnets are empty.
        Nat nat = Derived.isSingleServer(values) ? Nat.NONE : values.get(NetworkKeys.NAT);
        Tiers tiers = Derived.isOpen(values)
                ? new Tiers(Nat.NONE, List.of(), flowLogDays)
                : new Tiers(nat, Derived.endpoints(values), flowLogDays);
        return new Network(
                values.get(NetworkKeys.CIDR),
                values.get(NetworkKeys.LAYOUT),
                Derived.zones(values).orElseThrow(),
                values.get(NetworkKeys.SUBNET_PREFIX),
                tiers,
                values.get(NetworkKeys.SSH_FROM));
    }

    private LoadBalancer loadBalancer() {
        return new LoadBalancer(
                values.get(LoadBalancerKeys.HTTP),
                values.get(LoadBalancerKeys.CERTIFICATE),
                values.get(LoadBalancerKeys.TLS_POLICY),
                values.get(LoadBalancerKeys.ACCESS_LOGS),
                values.get(LoadBalancerKeys.IDLE_TIMEOUT));
    }

    private WebTier web() {
        int processes = Derived.isSingleServer(values)
                ? values.find(WebKeys.PROCESSES).orElse(Workers.BY_THE_SERVER)
                : Derived.processes(values).orElseThrow();
        Workers workers = new Workers(processes, values.get(WebKeys.THREADS), values.get(WebKeys.POOL_SIZE));
        Scaling scaling = new Scaling(
                values.get(WebKeys.MINIMUM),
                values.get(WebKeys.MAXIMUM),
                values.get(WebKeys.POLICY),
                values.get(WebKeys.SCALE_OUT_ABOVE),
                values.get(WebKeys.SCALE_IN_BELOW),
                values.get(WebKeys.COOLDOWN));
        return new WebTier(
                values.get(WebKeys.INSTANCE_TYPE),
                workers,
                values.get(WebKeys.ROOT_VOLUME),
                values.get(WebKeys.SELF_HEALING),
                scaling);
    }

    private DataServer data() {
        return new DataServer(
                values.get(DataKeys.INSTANCE_TYPE),
                Derived.dataZone(values).orElseThrow(),
                values.get(DataKeys.DATABASE_VOLUME),
                values.get(DataKeys.IMAGES_VOLUME),
                values.get(DataKeys.SNAPSHOT_DAYS),
                values.get(DataKeys.MAX_CONNECTIONS));
    }

    private ManagedServices managed() {
        Database database = new Database(
                values.get(ManagedKeys.INSTANCE_CLASS),
                values.get(ManagedKeys.ENGINE_VERSION),
                values.get(ManagedKeys.STORAGE),
                values.get(ManagedKeys.MAXIMUM_STORAGE),
                values.get(ManagedKeys.MULTI_AZ),
                values.get(ManagedKeys.BACKUP_DAYS));
        return new ManagedServices(database, values.get(ManagedKeys.NODE_TYPE), values.get(ManagedKeys.NODES));
    }

    private Containers containers() {
        if (!Derived.is(ArchitectureName.CONTAINERS, values)) {
            return Containers.NONE;
        }
        return new Containers(
                values.find(ContainerKeys.IMAGE).orElseThrow(),
                values.get(ContainerKeys.LAUNCH_TYPE),
                values.get(ContainerKeys.CPU),
                values.get(ContainerKeys.MEMORY),
                new Tasks(
                        values.get(ContainerKeys.MINIMUM),
                        values.get(ContainerKeys.MAXIMUM),
                        values.get(ContainerKeys.CPU_TARGET)),
                new Operation(values.get(ContainerKeys.LOG_DAYS), values.get(ContainerKeys.SHELL)));
    }

    private Operations care() {
        return new Operations(
                values.get(CareKeys.MONITORING)
                        ? Optional.of(new Monitoring(values.get(CareKeys.LOG_DAYS)))
                        : Optional.empty(),
                values.get(CareKeys.BACKUP)
                        ? Optional.of(new Backup(values.get(CareKeys.DAYS), values.get(CareKeys.COPY_TO)))
                        : Optional.empty(),
                new Restore(
                        values.get(DataKeys.DATABASE_SNAPSHOT),
                        values.get(DataKeys.IMAGES_SNAPSHOT),
                        values.get(ManagedKeys.RESTORE_FROM)));
    }

    private Edge edge() {
        return new Edge(
                values.get(EdgeKeys.DNS_ZONE),
                values.get(EdgeKeys.CERTIFICATE),
                values.get(EdgeKeys.WEB_ACL),
                values.get(EdgeKeys.WAF),
                values.get(EdgeKeys.RATE_LIMIT));
    }

    private StateBackend state() {
        if (values.isGiven(StateKeys.CLOUD)) {
            return new StateBackend.Cloud(
                    values.get(StateKeys.ORGANIZATION),
                    values.find(StateKeys.WORKSPACE).orElse("qis-" + name),
                    values.get(StateKeys.HOSTNAME));
        }
        String bucket = values.find(StateKeys.BUCKET)
                .orElseGet(() -> "qis-aws-" + values.get(Keys.ACCOUNT) + "-" + values.get(Keys.REGION));
        return new StateBackend.S3(bucket, "environments/" + name + "/terraform.tfstate");
    }
}
