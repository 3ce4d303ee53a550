package io.github.qisaws.seal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.git.GitCheckout;
import io.github.qisaws.seal.Manifest.Engine;
import io.github.qisaws.seal.Manifest.Source;
import io.github.qisaws.seal.Manifest.Target;
import io.github.qisaws.terraform.EngineBinary;
import io.github.qisaws.terraform.InstalledProviders;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.ConfiguredEnvironment;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.OpenEnvironment;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Stream;

/** The inputs and the target of a plan as they are now, for a new manifest or for comparison with one. */
public record Facts(Source source, Target target, Engine engine) {
    /** State serial if there is no state yet. */
    private static final long NO_STATE = -1;

    /** Collects the facts before a plan, so that a state change during planning makes the plan stale. */
    public static Facts of(OpenEnvironment environment, Tools tools) {
        return new Facts(
                source(environment.configured(), environment.project(), tools),
                target(environment, environment.engine().statePull()),
                engine(environment, tools));
    }

    /** A manifest with these facts. */
    public Manifest manifest(Manifest.Maker maker, SortedMap<String, String> files, String mode) {
        return Manifest.of(source, target.in(mode), engine, maker, files);
    }

    public static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    /** The checked-out files that affect a plan. */
    public static Source source(ConfiguredEnvironment configured, Project project, Tools tools) {
        GitCheckout git = git(configured, project, tools);
        return new Source(
                git.commit(),
                git.dirty(),
                PlanInputs.of(configured, project),
                configured.configuration().sha256());
    }

    private static GitCheckout git(ConfiguredEnvironment configured, Project project, Tools tools) {
        List<String> inputs = Stream.of(configured.folder(), project.modules())
                .map(path -> project.root().toAbsolutePath().relativize(path.toAbsolutePath()))
                .map(Path::toString)
                .toList();
        return GitCheckout.of(project.root(), inputs, tools.runner(), tools.variables());
    }

    private static Target target(OpenEnvironment open, JsonNode state) {
        Environment environment = open.configured().environment();
        // If there is no state, Terraform prints an empty state without lineage.
        String lineage = state.path("lineage").asText();
        return new Target(
                environment.name(),
                environment.placement().account(),
                environment.placement().region(),
                lineage,
                lineage.isEmpty() ? NO_STATE : state.path("serial").asLong(NO_STATE),
                word(Mode.NORMAL));
    }

    private static Engine engine(OpenEnvironment open, Tools tools) {
        EngineBinary engine = open.engine().binary();
        return new Engine(
                engine.kind().program(),
                engine.version().toString(),
                providers(open.workspace().folder(), engine, tools.cache()));
    }

    private static SortedMap<String, String> providers(Path folder, EngineBinary engine, Path cache) {
        try {
            return InstalledProviders.of(folder, engine, cache);
        } catch (IOException e) {
            throw Folders.cannot("read the providers in " + folder, e);
        }
    }
}
