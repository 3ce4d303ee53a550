package io.github.qisaws.architecture;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend.S3;
import java.util.List;
import java.util.TreeMap;

/** The deployment that creates the state bucket and its KMS key, and keeps its own state in that bucket. */
public final class Bootstrap {
    public static final String NAME = "bootstrap";

    private static final String KEY = "bootstrap/terraform.tfstate";

    private Bootstrap() {}

    /**
     * The deployment of an environment's state bucket. Environments that share a bucket get the same deployment.
     *
     * @throws IllegalArgumentException if the environment keeps its state in HCP Terraform
     */
    public static Deployment deploymentOf(Environment environment) {
        if (!(environment.state() instanceof S3 s3)) {
            throw new IllegalArgumentException(environment.name() + " does not keep its state in S3");
        }
        // Contains nothing specific to one environment, because several can share the bucket.
        Call remoteState = RemoteStateComponent.call(NAME, s3.bucket());
        return new Deployment(
                NAME,
                environment.placement(),
                new S3(s3.bucket(), KEY),
                List.of(remoteState),
                new TreeMap<>(),
                new TreeMap<>());
    }
}
