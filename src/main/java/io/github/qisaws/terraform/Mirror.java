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

/** A folder with providers as engines lay them out: {@code REGISTRY/hashicorp/aws/VERSION/PLATFORM} or packed files. */
record Mirror(Path folder, EngineBinary engine) {
    private static final Pattern PACKED = Pattern.compile("^terraform-provider-aws_([^_]+)_.*\\.zip$");

    /** Whether the engine finds the provider there under its own registry's name, without a view. */
    boolean holdsOwnName() {
        return !packages(engine.kind().registry()).isEmpty();
    }

    boolean holds() {
        return holdsOwnName()
                || !packages(EngineBinary.Kind.TERRAFORM.registry()).isEmpty();
    }

    /** The registry's name under which the mirror has the packages for the engine. */
    private String registry() {
        return holdsOwnName() ? engine.kind().registry() : EngineBinary.Kind.TERRAFORM.registry();
    }

    Mirror required() {
        if (holds()) {
            return this;
        }
        throw new Problem(
                        ExitCode.UNAVAILABLE,
                        "The given provider mirror does not hold the AWS provider.",
                        folder + " has no " + EngineBinary.Kind.TERRAFORM.registry() + "/hashicorp/aws for "
                                + engine.platform() + ".",
                        "Fill it with \"terraform providers mirror " + folder
                                + "\" on a machine that reaches the registry, or name another folder.")
                .asException();
    }

    /**
     * Makes a data folder in which the engine finds this mirror as an implied one. Engines do not follow links above a
     * package, so the folders are real and only the packages are links. OpenTofu looks for shared data under
     * Terraform's name too.
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
                            "The provider mirror " + folder + " cannot be used.",
                            "A view of it could not be made in " + view + ": " + e.getMessage(),
                            "Check that the cache folder can be written.")
                    .causedBy(e);
        }
    }

    /** Versions for the platform, under the registry's name that the engine or its view uses. */
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
            // Somebody else made the same link at the same moment.
            return;
        }
    }

    /** Unpacked folders for the platform, and packed files for it. */
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
            // Not there or not readable: then it holds nothing for us.
            return List.of();
        }
        return found;
    }
}
