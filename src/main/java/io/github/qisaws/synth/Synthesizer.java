package io.github.qisaws.synth;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import io.github.qisaws.architecture.Deployment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Generates Terraform JSON from deployments with CDKTF; takes about two seconds. */
public final class Synthesizer {
    /** Path to modules/ from environments/NAME, or from any folder two levels below the parent of modules/. */
    private static final String MODULES = "../../modules/";
    /** Path to modules/ from cdktf.out/stacks/NAME. */
    private static final String MODULES_FROM_CDKTF = "../../../modules/";

    private Synthesizer() {}

    /** Generates the configuration of each deployment. */
    public static Map<Deployment, Configuration> synthesize(List<Deployment> deployments) {
        try (ScratchFolder folder = ScratchFolder.create()) {
            Path scratch = folder.path();
            SortedMap<String, SortedMap<String, Object>> bodies =
                    Stacks.write(app(scratch), deployments, MODULES, scratch);
            Map<Deployment, Configuration> result = new LinkedHashMap<>();
            for (Deployment deployment : deployments) {
                result.put(deployment, Configuration.of(deployment, bodies.get(deployment.name())));
            }
            return result;
        }
    }

    /** Writes the folder that cdktf-cli reads, with a manifest and one stack per environment. */
    public static void synthesizeForCdktf(List<Deployment> deployments, Path outdir) {
        Stacks.write(app(outdir), deployments, MODULES_FROM_CDKTF, outdir);
    }

    private static App app(Path outdir) {
        return new App(AppConfig.builder()
                .outdir(outdir.toString())
                .skipValidation(true)
                .build());
    }
}
