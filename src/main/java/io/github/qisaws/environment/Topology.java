package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.DataServer;
import io.github.qisaws.environment.Environment.ServerImage;
import io.github.qisaws.environment.Environment.WebServers;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How a deployment is put together: each kind with exactly what it has. */
public sealed interface Topology {
    /** What the case of this kind gives; stands in for a switch over types, which Java 17 does not have. */
    <T> T match(Cases<T> cases);

    /** The machine image of its EC2 instances, or that its pipeline makes; empty where all servers are containers. */
    default Optional<ServerImage> image() {
        return match(new Cases<>(
                single -> Optional.of(single.serverImage()),
                two -> Optional.of(two.serverImage()),
                managed -> Optional.of(managed.serverImage()),
                fargate -> Optional.empty(),
                host -> Optional.of(host.serverImage()),
                pipeline -> Optional.of(pipeline.builtImage())));
    }

    /** The pipeline that makes machine images. */
    default Optional<ImageBuild> build() {
        return match(new Cases<>(
                single -> Optional.empty(),
                TwoServers::imageBuild,
                Managed::imageBuild,
                OnFargate::imageBuild,
                OnHost::imageBuild,
                pipeline -> Optional.of(pipeline.imageBuild())));
    }

    /** The types of its EC2 instances. */
    default List<String> instanceTypes() {
        return match(new Cases<>(
                single -> List.of(single.data().instanceType()),
                two -> List.of(two.web().instanceType(), two.data().instanceType()),
                managed -> List.of(managed.web().instanceType()),
                fargate -> List.of(),
                host -> List.of(host.data().instanceType()),
                pipeline -> List.of()));
    }

    /** One function for each kind, so that none can be forgotten. */
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

    /** Everything on one server; it has no way to the internet by which it could build an image. */
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
     * One task of ECS with everything in it, on an EC2 instance that keeps the data.
     *
     * @param serverImage has the agent of ECS
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
     * @param builtImage names the newest good image
     */
    record PipelineOnly(ServerImage builtImage, ImageBuild imageBuild) implements Topology {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.pipelineOnly().apply(this);
        }
    }
}
