package io.github.qisaws.synth;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.CloudBackend;
import com.hashicorp.cdktf.NamedCloudWorkspace;
import com.hashicorp.cdktf.S3Backend;
import com.hashicorp.cdktf.TerraformHclModule;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformStack;
import io.github.qisaws.architecture.Call;
import io.github.qisaws.architecture.Contract.Location;
import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.environment.Environment.Placement;
import io.github.qisaws.environment.Environment.StateBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Creates one CDKTF stack per deployment: module calls, a provider, and a backend. */
final class Stacks {
    private Stacks() {}

    /**
     * Writes every deployment with CDKTF.
     *
     * @param modules relative path from the configuration to modules/, with a final slash
     * @return the configurations by environment, without CDKTF's metadata
     */
    static SortedMap<String, SortedMap<String, Object>> write(
            App app, List<Deployment> deployments, String modules, Path outdir) {
        deployments.forEach(deployment -> add(app, deployment, modules));
        app.synth();
        SortedMap<String, SortedMap<String, Object>> bodies = new TreeMap<>();
        for (Deployment deployment : deployments) {
            Path file = outdir.resolve("stacks").resolve(deployment.name()).resolve("cdk.tf.json");
            bodies.put(deployment.name(), CdktfJson.read(file));
        }
        return bodies;
    }

    private static void add(App app, Deployment deployment, String modules) {
        TerraformStack stack = new TerraformStack(app, deployment.name());
        provider(stack, deployment.placement());
        backend(stack, deployment);
        deployment
                .parameters()
                .forEach((name, parameter) -> stack.addOverride("data.aws_ssm_parameter." + name + ".name", parameter));
        deployment.calls().forEach(call -> call(stack, call, modules));
        deployment.outputs().forEach((name, output) -> TerraformOutput.Builder.create(stack, name)
                .description(output.description())
                .value(output.value())
                .build());
    }

    private static void provider(TerraformStack stack, Placement placement) {
        stack.addOverride("terraform.required_version", Versions.TERRAFORM);
        stack.addOverride(
                "terraform.required_providers.aws", Map.of("source", "hashicorp/aws", "version", Versions.AWS));
        List<Map<String, Object>> providers = new ArrayList<>();
        providers.add(Map.of("region", placement.region(), "allowed_account_ids", List.of(placement.account())));
        if (placement.usEast1()) {
            providers.add(Map.of(
                    "alias",
                    Configuration.US_EAST_1,
                    "region",
                    Placement.US_EAST_1,
                    "allowed_account_ids",
                    List.of(placement.account())));
        }
        stack.addOverride("provider.aws", providers);
    }

    private static void backend(TerraformStack stack, Deployment deployment) {
        if (deployment.state() instanceof StateBackend.S3 s3) {
            S3Backend.Builder.create(stack)
                    .bucket(s3.bucket())
                    .key(s3.key())
                    .region(deployment.placement().region())
                    .build();
            // No "encrypt": it would encrypt with the S3 managed key instead of the bucket's KMS key.
            stack.addOverride("terraform.backend.s3.use_lockfile", true);
            stack.addOverride(
                    "terraform.backend.s3.allowed_account_ids",
                    List.of(deployment.placement().account()));
        } else if (deployment.state() instanceof StateBackend.Cloud cloud) {
            CloudBackend.Builder.create(stack)
                    .hostname(cloud.hostname())
                    .organization(cloud.organization())
                    .workspaces(new NamedCloudWorkspace(cloud.workspace()))
                    .build();
        }
    }

    private static void call(TerraformStack stack, Call call, String modules) {
        TerraformHclModule module = TerraformHclModule.Builder.create(stack, call.name())
                .source(modules + call.contract().name())
                .skipAssetCreationFromLocalModules(true)
                .variables(call.arguments())
                .build();
        if (call.contract().location() == Location.US_EAST_1) {
            module.addOverride("providers", Map.of("aws", "aws." + Configuration.US_EAST_1));
        }
    }
}
