package io.github.qisaws.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.process.Command;
import io.github.qisaws.process.Ended;
import io.github.qisaws.process.Executables;
import io.github.qisaws.process.Limits;
import io.github.qisaws.process.Lines;
import io.github.qisaws.process.ProcessRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds the Terraform program: from the option, from {@code QIS_AWS_ENGINE}, then terraform or tofu on the PATH. */
public final class EngineFinder {
    public static final String VARIABLE = "QIS_AWS_ENGINE";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAJOR = 1;
    private static final int MINOR = 10;
    private static final String INSTALL =
            "Install Terraform 1.10 or later (https://developer.hashicorp.com/terraform/install)"
                    + " or OpenTofu 1.10 or later (https://opentofu.org/docs/intro/install), or pass its path with"
                    + " --engine or "
                    + VARIABLE + ".";

    private final ProcessRunner runner;
    private final Map<String, String> environment;
    private final EngineCache cache;
    private final Duration patience;

    /**
     * A finder for this machine.
     *
     * @param environment environment variables of this process
     */
    public EngineFinder(ProcessRunner runner, Map<String, String> environment, Path cacheFolder) {
        this(runner, environment, new EngineCache(cacheFolder.resolve("engines")), Duration.ofSeconds(30));
    }

    EngineFinder(ProcessRunner runner, Map<String, String> environment, EngineCache cache, Duration patience) {
        this.runner = Objects.requireNonNull(runner);
        this.environment = Map.copyOf(environment);
        this.cache = cache;
        this.patience = patience;
    }

    /**
     * The program to use.
     *
     * @param option path or name of the program; empty: search for it
     * @throws ProblemException with exit code 69 if there is none, it does not answer, or it is too old
     */
    public EngineBinary find(Optional<String> option) {
        Path program = locate(option.filter(name -> !name.isBlank()));
        EngineBinary engine = cache.get(program).orElseGet(() -> {
            EngineBinary asked = ask(program);
            cache.put(asked);
            return asked;
        });
        if (!engine.version().atLeast(MAJOR, MINOR)) {
            throw unusable(
                    program,
                    "It is " + engine + ". qis-aws requires 1.10 or later, for lock files in the state bucket.");
        }
        return engine;
    }

    private Path locate(Optional<String> option) {
        if (option.isPresent()) {
            return named(option.get(), "--engine");
        }
        String variable = environment.getOrDefault(VARIABLE, "");
        if (!variable.isBlank()) {
            return named(variable, VARIABLE);
        }
        return Executables.onPath("terraform", environment)
                .or(() -> Executables.onPath("tofu", environment))
                .orElseThrow(() -> unavailable(
                        "Terraform or OpenTofu not found",
                        "Searched: --engine (not given), " + VARIABLE + " (not set), terraform and tofu on the PATH ("
                                + environment.getOrDefault("PATH", "which is not set") + ").",
                        INSTALL));
    }

    private Path named(String name, String origin) {
        Path path = Path.of(name);
        if (name.indexOf('/') < 0) {
            return Executables.onPath(name, environment)
                    .orElseThrow(() -> unavailable(
                            "program " + name + " not found",
                            origin + " is " + name + ", which is not on the PATH.",
                            INSTALL));
        }
        if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
            String why = Files.exists(path) ? " is not an executable file." : " does not exist.";
            throw unavailable("cannot use " + name, origin + ": " + path + why, INSTALL);
        }
        return path.toAbsolutePath().normalize();
    }

    private EngineBinary ask(Path program) {
        Lines out = new Lines();
        Lines err = new Lines(4000);
        Map<String, String> clean = ChildEnvironment.from(environment, false);
        Ended ended = runner.run(
                Command.of(Path.of("").toAbsolutePath(), clean, List.of(program.toString(), "version", "-json"))
                        .withStreams(out.sink(), err.sink())
                        .withLimits(Limits.within(patience)));
        if (ended.timedOut()) {
            throw unusable(program, "It did not print its version within " + patience.toSeconds() + " s.");
        }
        if (!ended.succeeded()) {
            throw unusable(
                    program, "version -json failed with exit code " + ended.exitCode() + ": " + firstLine(err, out));
        }
        return parse(program, out.text());
    }

    private static EngineBinary parse(Path program, String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw unusable(program, "The output of version -json is not JSON: " + shorten(text));
        }
        Version version = Version.parse(json.path("terraform_version").asText(""))
                .orElseThrow(() -> unusable(program, "The output of version -json has no version: " + shorten(text)));
        // OpenTofu prints the same version key; only Terraform prints terraform_outdated.
        boolean terraform = json.has("terraform_outdated");
        return new EngineBinary(
                program,
                terraform ? EngineBinary.Kind.TERRAFORM : EngineBinary.Kind.OPENTOFU,
                version,
                json.path("platform").asText("linux_amd64"));
    }

    private static String firstLine(Lines err, Lines out) {
        return shorten(err.all().isEmpty() ? out.text() : err.text());
    }

    private static String shorten(String text) {
        String line = text.strip().lines().findFirst().orElse("(nothing)");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static ProblemException unusable(Path program, String why) {
        return unavailable("cannot use " + program, why, INSTALL);
    }

    private static ProblemException unavailable(String what, String why, String fix) {
        return new Problem(ExitCode.UNAVAILABLE, what, why, fix).asException();
    }
}
