package io.github.qisaws.image;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.ImageRegistry;
import io.github.qisaws.aws.MachineImage;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.ServerImage;
import io.github.qisaws.environment.ImageBuild;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Lists, promotes, and copies the AMIs of an environment, in its region and other regions. */
public final class Images {
    private final Environment environment;
    private final AwsAccess access;

    private Images(Environment environment, AwsAccess access) {
        this.environment = environment;
        this.access = access;
    }

    /**
     * The AMIs of the environment's account.
     *
     * @throws io.github.qisaws.problem.ProblemException if the credentials are missing or of another account
     */
    public static Images of(Environment environment, AwsAccess access) {
        access.requireAccount(environment.placement().account());
        return new Images(environment, access);
    }

    /** The environment's region first, then the regions of its pipeline's copies, then the given ones. */
    public List<String> regions(Collection<String> further) {
        Set<String> regions =
                new LinkedHashSet<>(List.of(environment.placement().region()));
        environment.topology().build().map(ImageBuild::regions).ifPresent(regions::addAll);
        regions.addAll(further);
        return List.copyOf(regions);
    }

    /** All AMIs, newest first; an AMI and its copies are one row. */
    public List<ImageRow> list(List<String> regions) {
        Map<String, ImageRow> rows = new TreeMap<>();
        for (String region : regions) {
            ImageRegistry registry = registry(region);
            Optional<String> current = current(registry);
            List<MachineImage> images = new ArrayList<>(registry.images());
            current.filter(id -> images.stream().noneMatch(image -> image.id().equals(id)))
                    .flatMap(registry::image)
                    .ifPresent(images::add);
            for (MachineImage image : images) {
                ImageRow row = rows.computeIfAbsent(image.name(), name -> ImageRow.of(image));
                row.places()
                        .put(
                                region,
                                ImageRow.Place.of(
                                        image,
                                        current.filter(image.id()::equals).isPresent()));
            }
        }
        return rows.values().stream().sorted(ImageRow.NEWEST_FIRST).toList();
    }

    private Optional<String> current(ImageRegistry registry) {
        return environment
                .topology()
                .image()
                .flatMap(image -> image.isParameter()
                        ? registry.parameter(image.parameterName())
                        : Optional.of(image.reference()));
    }

    /**
     * Sets the environment's SSM parameter in each region to an AMI. Writes nothing unless every region has the AMI or
     * a copy.
     *
     * @param ami AMI in the environment's region; other regions use its copy, which has the same name
     * @return what was written, by region
     */
    public SortedMap<String, Promotion> promote(String ami, List<String> regions) {
        String parameter = parameter();
        MachineImage image = usable(ami);
        SortedMap<String, String> ids = new TreeMap<>();
        for (String region : regions) {
            ids.put(region, region.equals(environment.placement().region()) ? ami : copyOf(image, region));
        }
        SortedMap<String, Promotion> written = new TreeMap<>();
        ids.forEach((region, id) -> written.put(region, write(registry(region), parameter, id)));
        return written;
    }

    /**
     * Copies an AMI to other regions, encrypted, and sets the SSM parameter there when the copy is available.
     *
     * @param awaited called with a copy's state until the copy is available; must pause
     */
    public SortedMap<String, Promotion> copy(
            String ami, Map<String, Optional<String>> regionsWithKeys, Consumer<String> awaited) {
        String parameter = parameter();
        MachineImage image = usable(ami);
        String home = environment.placement().region();
        SortedMap<String, String> started = new TreeMap<>();
        regionsWithKeys.forEach((region, key) -> {
            ImageRegistry registry = registry(region);
            // If the command is repeated, an existing copy is used.
            String copy = registry.named(image.name()).stream()
                    .map(MachineImage::id)
                    .findFirst()
                    .orElseGet(() -> registry.copy(image, home, key));
            started.put(region, copy);
        });
        SortedMap<String, Promotion> written = new TreeMap<>();
        started.forEach((region, copy) -> {
            ImageRegistry registry = registry(region);
            awaitAvailable(registry, copy, awaited);
            written.put(region, write(registry, parameter, copy));
        });
        return written;
    }

    private static void awaitAvailable(ImageRegistry registry, String copy, Consumer<String> awaited) {
        String state = "pending";
        while (!state.equals(MachineImage.AVAILABLE)) {
            state = registry.image(copy).map(MachineImage::state).orElse("pending");
            if (!state.equals(MachineImage.AVAILABLE) && !state.equals("pending")) {
                throw new Problem(
                                ExitCode.FAILED,
                                "copy " + copy + " in " + registry.region() + " is " + state,
                                "AWS could not copy the AMI. A common cause is missing permission for the KMS key.",
                                "Deregister " + copy + ", fix the cause, then rerun.")
                        .asException();
            }
            if (!state.equals(MachineImage.AVAILABLE)) {
                awaited.accept(copy + " in " + registry.region() + ": " + state);
            }
        }
    }

    private Promotion write(ImageRegistry registry, String parameter, String ami) {
        Optional<String> before = registry.parameter(parameter);
        if (before.filter(ami::equals).isEmpty()) {
            registry.setParameter(parameter, ami);
        }
        return new Promotion(parameter, ami, before);
    }

    /** Checks an AMI before use; an AMI for another CPU architecture would fail only when a server starts. */
    private MachineImage usable(String ami) {
        String region = environment.placement().region();
        MachineImage image = registry(region)
                .image(ami)
                .orElseThrow(() -> refused(
                        ami + " is not in " + region,
                        "The account has no such AMI in this region, and no such AMI is shared with it."));
        if (!image.isAvailable()) {
            throw refused(ami + " is " + image.state(), "Only an available AMI can start servers.");
        }
        String parameter = parameter();
        for (String processor : List.of("x86_64", "arm64")) {
            if (parameter.endsWith(processor) && !image.processor().equals(processor)) {
                throw refused(ami + " is for " + image.processor(), "The SSM parameter is " + parameter + ".");
            }
        }
        return image;
    }

    private String copyOf(MachineImage image, String region) {
        return registry(region).named(image.name()).stream()
                .filter(MachineImage::isAvailable)
                .map(MachineImage::id)
                .findFirst()
                .orElseThrow(() -> new Problem(
                                ExitCode.USAGE,
                                region + " has no copy of " + image.id(),
                                "The region has no available AMI named " + image.name() + ".",
                                "Run qis-aws image copy " + environment.name() + " " + image.id() + " --to " + region
                                        + ".")
                        .asException());
    }

    private String parameter() {
        ServerImage image = environment
                .topology()
                .image()
                .orElseThrow(() -> refused(
                        environment.name() + " has no machine image", "Its tasks on Fargate use a container image."));
        if (!image.isParameter()) {
            throw refused(
                    environment.name() + " has no SSM parameter for its AMI",
                    "The environment file has a fixed AMI: " + image.reference() + ".");
        }
        return image.parameterName();
    }

    private ProblemException refused(String what, String why) {
        return new Problem(
                        ExitCode.USAGE,
                        what,
                        why,
                        "Run qis-aws image list " + environment.name() + " to list the AMIs.")
                .asException();
    }

    private ImageRegistry registry(String region) {
        return new ImageRegistry(access.in(region));
    }
}
