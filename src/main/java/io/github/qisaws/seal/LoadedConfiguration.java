package io.github.qisaws.seal;

import io.github.qisaws.seal.SealCheck.Mismatch;
import io.github.qisaws.terraform.PlanFile;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.OpenEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the configuration from which Terraform made a plan with the files whose hashes are in the manifest. Terraform
 * keeps a copy of each loaded file in the plan file.
 */
final class LoadedConfiguration {
    private final OpenEnvironment environment;
    private final Path root;
    private final Set<Path> inputs;

    private LoadedConfiguration(OpenEnvironment environment) throws IOException {
        this.environment = environment;
        this.root = environment.project().root().toRealPath();
        this.inputs = environment.configured().sources(environment.project()).stream()
                .map(Folders::real)
                .collect(Collectors.toSet());
    }

    /** Each file in the plan that is not the file on the disk; empty if all are the same. */
    static List<Mismatch> mismatches(PlanFile plan, OpenEnvironment environment) throws IOException {
        LoadedConfiguration configuration = new LoadedConfiguration(environment);
        List<Mismatch> found = new ArrayList<>();
        for (PlanFile.Module module : plan.modules()) {
            configuration.compare(module, found);
        }
        return found;
    }

    /**
     * Where a module of the plan must be on this machine. The plan may come from another one, so the name of the
     * component decides, not the recorded folder.
     */
    private Path folder(PlanFile.Module module) {
        return environment.configured().deployment().calls().stream()
                .filter(call -> call.name().equals(module.key()))
                .findFirst()
                .map(call -> Folders.real(
                        environment.project().modules().resolve(call.contract().name())))
                .orElseGet(() -> Folders.real(environment.workspace().folder().resolve(module.folder())));
    }

    private void compare(PlanFile.Module module, List<Mismatch> found) throws IOException {
        Path folder = folder(module);
        boolean own = module.key().isEmpty() && module.folder().equals(".");
        boolean known = own || inputs.stream().anyMatch(input -> folder.startsWith(input));
        for (var file : module.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            String now = known ? hash(path, own) : "not an input of the plan";
            if (!now.equals(file.getValue())) {
                found.add(new Mismatch("configuration " + shown(path), file.getValue(), now));
            }
        }
    }

    /** The hash of a file that qis-aws writes is that of its text; a folder for an emulator has no other files. */
    private String hash(Path path, boolean own) throws IOException {
        String text = own
                ? environment
                        .workspace()
                        .ownFiles(environment.configured())
                        .get(path.getFileName().toString())
                : null;
        if (text != null) {
            return Hash.of(text);
        }
        if (own && environment.workspace().emulated()) {
            return "not written by qis-aws";
        }
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Hash.of(path) : "(missing)";
    }

    private String shown(Path path) {
        return (path.startsWith(root) ? root.relativize(path) : path).toString();
    }
}
