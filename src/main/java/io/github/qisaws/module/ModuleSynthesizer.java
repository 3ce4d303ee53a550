package io.github.qisaws.module;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import com.hashicorp.cdktf.TerraformStack;
import io.github.qisaws.synth.CdktfJson;
import io.github.qisaws.synth.ScratchFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Synthesizes the definitions with CDKTF, all together because its start takes most of the time. */
final class ModuleSynthesizer {
    private ModuleSynthesizer() {}

    /**
     * One module as Terraform sees it.
     *
     * @param body resource, data and locals blocks
     * @param outputs name to block, without its description
     */
    record Synthesized(
            ModuleDefinition definition,
            SortedMap<String, Object> body,
            SortedMap<String, SortedMap<String, Object>> outputs) {}

    static List<Synthesized> synthesize(List<ModuleDefinition> definitions) {
        try (ScratchFolder folder = ScratchFolder.create()) {
            Path scratch = folder.path();
            // A module has no provider block, which CDKTF's validation would require.
            App app = new App(AppConfig.builder()
                    .outdir(scratch.toString())
                    .skipValidation(true)
                    .build());
            Map<ModuleDefinition, Blueprint> blueprints = new LinkedHashMap<>();
            for (ModuleDefinition definition : definitions) {
                blueprints.put(definition, define(app, definition));
            }
            app.synth();
            return blueprints.entrySet().stream()
                    .map(entry -> read(scratch, entry.getKey(), entry.getValue()))
                    .toList();
        }
    }

    private static Blueprint define(App app, ModuleDefinition definition) {
        TerraformStack stack = new TerraformStack(app, definition.contract().name());
        Blueprint blueprint = new Blueprint(stack, definition.contract());
        definition.define(blueprint);
        blueprint.finish();
        return blueprint;
    }

    private static Synthesized read(Path scratch, ModuleDefinition definition, Blueprint blueprint) {
        Path file =
                scratch.resolve("stacks").resolve(definition.contract().name()).resolve("cdk.tf.json");
        SortedMap<String, Object> body = new TreeMap<>(CdktfJson.read(file));
        body.remove("terraform");
        return new Synthesized(definition, body, blueprint.outputs());
    }
}
