package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.DataServer;
import io.github.qisaws.environment.Environment.ServerImage;
import io.github.qisaws.environment.Environment.WebServers;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The components of a deployment: one type for each kind, with exactly its own settings. */
public sealed interface Topology {
    /** Calls the function for this kind; replaces a switch over types, which Java 17 does not have. */
    <T> T match(Cases<T> cases);

    /** The AMI of the EC2 instances, or the one that the pipeline builds; empty on Fargate. */
    default Optional<ServerImage> image() {
        return match(new Cases<>(
                single -> Optional.of(single.serverImage()),
                two -> Optional.of(two.serverImage()),
                managed -> Optional.of(managed.serverImage()),
                fargate -> Optional.empty(),
                host -> Optional.of(host.serverImage()),
                pipeline -> Optional.of(pipeline.builtImage())));
    }

    /** The image pipeline, if there is one. */
    default Optional<ImageBuild> build() {
        return match(new Cases<>(
                single -> Optional.empty(),
                TwoServers::imageBuild,
                Managed::imageBuild,
                OnFargate::imageBuild,
                OnHost::imageBuild,
                pipeline -> Optional.of(pipeline.imageBuild())));
    }

    /** The instance types of the EC2 instances. */
    default List<String> instanceTypes() {
        return match(new Cases<>(
                single -> List.of(single.data().instanceType()),
                two -> List.of(two.web().instanceType(), two.data().instanceType()),
                managed -> List.of(managed.web().instanceType()),
                fargate -> List.of(),
                host -> List.of(host.data().instanceType()),
                pipeline -> List.of()));
    }

    /** One function for each kind, so that the compiler reports a missing one. */
    record Cases<T>(
            Function<SingleServer, T> singleServer,
            Function<TwoServers, T> twoServers,
            Function<Managed, T> managed,
            Function<OnFargate, T> onFargate,
            Function<OnHost, T> onHost,
            Function<PipelineOnly, T> pipelineOnly) {}

    /** A kind that runs QIS. */
    sealed interface Serving extends Topology {
        Application application();
    }

    /** Everything on one server; it has no NAT gateway, so no AMI can be built in its network. */
    record SingleServer(Application application, ServerImage serverImage, DataServer data) implements Serving {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.singleServer().apply(this);
        }
    }

    /** A full-time web server, a data server, and auto-scaled web servers. */
    record TwoServers(
            Application application,
            ServerImage serverImage,
            WebServers web,
            DataServer data,
            Optional<ImageBuild> imageBuild)
            implements Serving {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.twoServers().apply(this);
        }
    }

    /** Auto-scaled web servers, and AWS services for the data. */
    record Managed(Application application, ServerImage serverImage, WebServers web, Optional<ImageBuild> imageBuild)
            implements Serving {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.managed().apply(this);
        }
    }

    /** Web servers as tasks of ECS on Fargate, and AWS services for the data. */
    record OnFargate(
            Application application, Containers containers, Containers.Tasks tasks, Optional<ImageBuild> imageBuild)
            implements Serving {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.onFargate().apply(this);
        }
    }

    /**
     * One ECS task with web server, database, and cache, on an EC2 instance that holds the data.
     *
     * @param serverImage AMI with the ECS agent
     */
    record OnHost(
            Application application,
            ServerImage serverImage,
            Containers containers,
            DataServer data,
            Optional<ImageBuild> imageBuild)
            implements Serving {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.onHost().apply(this);
        }
    }

    /**
     * An image pipeline for other environments; QIS does not run here.
     *
     * @param builtImage the SSM parameter of the newest AMI that passed its tests
     */
    record PipelineOnly(ServerImage builtImage, ImageBuild imageBuild) implements Topology {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.pipelineOnly().apply(this);
        }
    }
}
