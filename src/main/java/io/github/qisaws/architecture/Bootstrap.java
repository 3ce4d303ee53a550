package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.Site;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.environment.Environment.StateBackend.S3;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The deployment that makes the bucket and key of Terraform's state, and keeps its own state there. */
public final class Bootstrap {
    public static final String NAME = "bootstrap";

    private static final String KEY = "bootstrap/terraform.tfstate";

    private Bootstrap() {}

    /**
     * The bucket of an environment's state. Environments that share a bucket get the same deployment.
     *
     * @throws IllegalArgumentException if the environment keeps its state elsewhere
     */
    public static Deployment deploymentOf(Environment environment) {
        StateBackend state = environment.state();
        if (!(state instanceof S3 s3)) {
            throw new IllegalArgumentException(environment.name() + " does not keep its state in S3");
        }
        // Nothing of one environment's own: those that share the bucket must agree on it.
        Site site = new Site("", Optional.empty(), environment.site().image(), true, Map.of());
        Environment shared = new Environment(
                NAME, environment.placement(), site, environment.network(), environment.servers(), state);
        Call remoteState = RemoteStateComponent.call(shared);
        return new Deployment(
                NAME,
                environment.placement(),
                new S3(s3.bucket(), KEY),
                List.of(remoteState),
                new TreeMap<>(),
                new TreeMap<>());
    }
}
