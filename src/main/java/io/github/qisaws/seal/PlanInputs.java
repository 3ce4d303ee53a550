package io.github.qisaws.seal;

import io.github.qisaws.architecture.Call;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.workspace.ConfiguredEnvironment;
import io.github.qisaws.workspace.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Hashes of the files from which an environment's plan is made, to compare plans of different commits. */
public final class PlanInputs {
    private PlanInputs() {}

    /** SHA-256 by folder in the work tree: the environment's folder and each module that it uses. */
    public static SortedMap<String, String> of(ConfiguredEnvironment configured, Project project) {
        SortedMap<String, String> inputs = new TreeMap<>();
        Path own = configured.folder();
        inputs.put("environments/" + configured.environment().name(), hash(own, PlanInputs::isSource));
        for (Call call : configured.deployment().calls()) {
            String name = "modules/" + call.contract().name();
            inputs.put(name, hash(project.root().resolve(name), file -> isSource(file) && matters(name + "/" + file)));
        }
        return inputs;
    }

    /** One hash of all inputs, for the name of a stored plan. */
    public static String digest(SortedMap<String, String> inputs) {
        return Hash.of(inputs.toString());
    }

    /** Whether a file can affect a plan; a module's README, examples, and tests cannot. */
    public static boolean matters(String file) {
        return !file.matches("modules/[^/]+/(README\\.md|(examples|tests)/.*)");
    }

    /** Whether a file is a source; hidden files and state files, with their backups, are written by Terraform. */
    private static boolean isSource(String file) {
        return !file.startsWith(".") && !file.contains("/.") && !file.matches(".*\\.tfstate(\\.\\d+)?(\\.backup)?");
    }

    private static String hash(Path folder, Predicate<String> counts) {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (counts.test(name)) {
                    files.put(name, Hash.of(file));
                }
            }
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.FAILED,
                            "cannot read " + folder,
                            e.getClass().getSimpleName() + ": " + e.getMessage(),
                            "Check that the folder exists and that you have read permission.")
                    .causedBy(e);
        }
        return Hash.of(files.toString());
    }
}
