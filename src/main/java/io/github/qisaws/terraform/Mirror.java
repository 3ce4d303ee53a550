package io.github.qisaws.terraform;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A provider mirror: a folder with {@code REGISTRY/hashicorp/aws/VERSION/PLATFORM} or packed files. */
record Mirror(Path folder, EngineBinary engine) {
    private static final Pattern PACKED = Pattern.compile("^terraform-provider-aws_([^_]+)_.*\\.zip$");

    /** Whether the mirror has the provider under the program's own registry name, so that no view is needed. */
    boolean holdsOwnName() {
        return !packages(engine.kind().registry()).isEmpty();
    }

    boolean holds() {
        return holdsOwnName()
                || !packages(EngineBinary.Kind.TERRAFORM.registry()).isEmpty();
    }

    /** The registry name under which the mirror has the packages. */
    private String registry() {
        return holdsOwnName() ? engine.kind().registry() : EngineBinary.Kind.TERRAFORM.registry();
    }

    Mirror required() {
        if (holds()) {
            return this;
        }
        throw new Problem(
                        ExitCode.UNAVAILABLE,
                        "provider mirror does not contain the AWS provider",
                        folder + " has no " + EngineBinary.Kind.TERRAFORM.registry() + "/hashicorp/aws for "
                                + engine.platform() + ".",
                        "Run terraform providers mirror " + folder
                                + " on a machine with access to the registry, or use another folder.")
                .asException();
    }

    /**
     * Creates a view: a data folder in which Terraform finds this mirror as an implied mirror. Terraform follows links
     * only for packages, so the folders are real and the packages are links. OpenTofu also searches shared data
     * folders under Terraform's name.
     */
    Path view(Path cache) {
        String registry = registry();
        String key = folder + "|" + engine.kind() + "|" + engine.platform();
        Path view = cache.resolve(
                Digest.sha256(key.getBytes(StandardCharsets.UTF_8)).substring(0, 16));
        try {
            Path from = folder.resolve(registry).resolve("hashicorp/aws");
            Path to = view.resolve("terraform").resolve("plugins").resolve(engine.awsProvider());
            for (Path found : packages(registry)) {
                link(to.resolve(from.relativize(found)), found);
            }
            return view;
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.UNAVAILABLE,
                            "cannot use the provider mirror " + folder,
                            "Links to its packages could not be created in " + view + ": " + e.getMessage(),
                            "Check that you have write permission for the cache folder.")
                    .causedBy(e);
        }
    }

    /** The versions for this platform. */
    List<Version> versions() {
        String registry = registry();
        Path provider = folder.resolve(registry).resolve("hashicorp/aws");
        return packages(registry).stream()
                .map(found -> String.valueOf(provider.relativize(found).getName(0)))
                .map(name -> PACKED.matcher(name).replaceFirst("$1"))
                .flatMap(version -> Version.parse(version).stream())
                .toList();
    }

    private static void link(Path link, Path target) throws IOException {
        Files.createDirectories(link.getParent());
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
            return;
        }
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, target);
        } catch (FileAlreadyExistsException e) {
            // Another process created the same link at the same time.
            return;
        }
    }

    /** Unpacked folders and packed files for this platform. */
    private List<Path> packages(String registry) {
        Path provider = folder.resolve(registry).resolve("hashicorp/aws");
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(provider)) {
            for (Path entry : entries.sorted().toList()) {
                Path unpacked = entry.resolve(engine.platform());
                if (Files.isDirectory(unpacked)) {
                    found.add(unpacked);
                } else if (entry.toString().endsWith("_" + engine.platform() + ".zip")) {
                    found.add(entry);
                }
            }
        } catch (IOException e) {
            // The folder does not exist or is not readable, so it has no packages.
            return List.of();
        }
        return found;
    }
}
