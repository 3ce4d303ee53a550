package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestAccount;
import io.github.qisaws.TestProvider;
import io.github.qisaws.aws.AwsDataAccount;
import io.github.qisaws.aws.AwsServerCommands;
import io.github.qisaws.cost.PriceFile;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.permissions.DeployerPolicy;
import io.github.qisaws.permissions.Purpose;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.review.Review;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** An example environment, copied, and its whole life in the emulator with what is asked while it stands. */
final class Life {
    private final String name;
    private final Path folder;
    private final Checks checks = new Checks();
    private final List<String> said = new ArrayList<>();
    private final ProgressLog log = line -> {
        System.err.println(line);
        said.add(line);
    };
    private Tools tools = Tools.of(new ProcessRunner(new Interrupts()), System.getenv());
    private boolean bootstrapped;
    private BiConsumer<EmulatorQuery, Path> preparation = (aws, file) -> {};

    /** Actions beside those of the printed policy: a check renews the certificate. */
    private final Set<String> besides = new TreeSet<>(Set.of("acm:ImportCertificate"));

    /**
     * What is at hand while the environment stands.
     *
     * @param reviews of the plans so far, the first made the environment
     */
    record Present(
            Standing standing,
            Path files,
            Project project,
            Tools tools,
            ProgressLog log,
            Deployments deployments,
            CostReport costs,
            List<Review> reviews) {}

    /**
     * A life.
     *
     * @param name of the environment in {@code environments/}
     * @param folder empty; gets the copy
     */
    Life(String name, Path folder) throws IOException {
        this.name = name;
        this.folder = folder;
        for (String part : List.of("environments/" + name, "modules")) {
            copy(Path.of(part), folder.resolve(part));
        }
    }

    /** Changes the environment file before it is first planned. */
    Life with(Map<String, String> edits) throws IOException {
        Path file = folder.resolve("environments").resolve(name).resolve("environment.yaml");
        String text = Files.readString(file);
        for (Map.Entry<String, String> edit : edits.entrySet()) {
            if (!text.contains(edit.getKey())) {
                throw new IllegalArgumentException(file + " has no " + edit.getKey());
            }
            text = text.replace(edit.getKey(), edit.getValue());
        }
        Files.writeString(file, text);
        return this;
    }

    /** With this AWS provider; without a word about it, with the one that qis-aws itself selects on this machine. */
    Life on(TestProvider provider) {
        tools = provider.with(tools);
        return this;
    }

    /** With the state bucket and key of {@code qis-aws bootstrap}, which take a minute; else with a plain bucket. */
    Life bootstrapped() {
        bootstrapped = true;
        return this;
    }

    /** Has something in the account before the first plan, of which the environment file can then tell. */
    Life prepared(BiConsumer<EmulatorQuery, Path> before) {
        preparation = before;
        return this;
    }

    /** Grants also the permissions of another example, whose architecture this one has for some time. */
    Life passing(String example) {
        return granting(example, Purpose.APPLY);
    }

    /** Grants also the permissions of a recovery. */
    Life recovering() {
        return granting(name, Purpose.RECOVER);
    }

    /** Servers of the emulator run commands: each by the program with its ID in the folder, or by {@code default}. */
    Life withServers(Path programs) {
        tools = tools.with(Map.of("QIS_AWS_EMULATOR_SERVERS", programs.toString()));
        besides.addAll(AwsDataAccount.ACTIONS);
        besides.addAll(AwsServerCommands.ACTIONS);
        return this;
    }

    private Life granting(String example, Purpose purpose) {
        Environment environment = EnvironmentFile.read(Path.of("environments", example));
        besides.addAll(
                DeployerPolicy.of(environment, Path.of("modules"), purpose).granted());
        return this;
    }

    /** The actions that the printed policy lacks. */
    private static List<String> missing(String line) {
        String[] parts = line.split("not in the policy of qis-aws permissions: ", 2);
        return parts.length < 2 ? List.of() : List.of(parts[1].split(", "));
    }

    List<DynamicTest> lived(boolean tiered, Consumer<Present> meanwhile) {
        Project project = new Project(folder);
        List<Review> reviews = new ArrayList<>();
        Rehearsal rehearsal = new Rehearsal(project, tools, log, review -> {
            reviews.add(review);
            log.say(review.sentence());
        });
        Consumer<Map<String, String>> between = variables -> {
            Standing standing = new Standing(name, tiered, new EmulatorQuery(variables), checks);
            Tools emulated = tools.over(variables);
            meanwhile.accept(new Present(
                    standing,
                    project.folder(name),
                    project,
                    emulated,
                    log,
                    new Deployments(project, emulated, log),
                    new CostReport(project, emulated, PriceFile.builtIn()),
                    reviews));
        };
        checks.check("Whole life: applied, second plan empty, destroyed, nothing left", () -> {
            if (bootstrapped) {
                rehearsal.run(name, between);
            } else {
                rehearsal.run(
                        name,
                        (emulator, environment) -> {
                            TestAccount.prepare(project, emulator, tools, environment);
                            preparation.accept(
                                    new EmulatorQuery(emulator.over(
                                            tools.variables(),
                                            environment.placement().region())),
                                    project.folder(name).resolve("environment.yaml"));
                        },
                        between);
            }
        });
        checks.check("Requests: AWS's service models allow each", () -> assertThat(said)
                .anyMatch(line -> line.matches("AWS's service models: [1-9]\\d{2,} requests of .*, 0 problems")));
        checks.check("IAM: the printed policy allows each call", () -> assertThat(said)
                .anyMatch(line -> line.matches("IAM: [1-9]\\d{2,} calls need [1-9]\\d+ actions, .*")
                        && besides.containsAll(missing(line))));
        return checks.tests();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
