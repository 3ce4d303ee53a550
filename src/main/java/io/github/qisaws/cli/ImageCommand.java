package io.github.qisaws.cli;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.image.ImagePipeline;
import io.github.qisaws.image.ImageRow;
import io.github.qisaws.image.Images;
import io.github.qisaws.image.Promotion;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Builds, lists, promotes, and copies the servers' images. */
@Command(
        name = "image",
        description = "Builds, lists, promotes, and copies the servers' images (AMIs).",
        synopsisSubcommandLabel = "COMMAND")
final class ImageCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(20);

    @ParentCommand
    private QisAws root;

    @Override
    public Integer call() {
        throw new Problem(ExitCode.USAGE, "no command given", "", "Run qis-aws image --help.").asException();
    }

    @Command(description = "Starts the environment's image pipeline and prints the ARN of the image being built.")
    int build(
            @Parameters(paramLabel = "ENV", description = "Name of an environment with image-build.") String name,
            @Option(names = "--wait", description = "Wait until build and tests are complete, about 30 minutes.")
                    boolean wait,
            @Option(names = "--container", description = "Build the container image instead of the AMI.")
                    boolean container) {
        Environment environment = environment(name);
        ImagePipeline pipeline = ImagePipeline.of(environment, access(environment), container);
        String image = pipeline.start();
        root.console().print(image);
        if (wait) {
            SortedMap<String, String> images = pipeline.await(image, PAUSE, root.console());
            images.forEach((region, built) -> root.console().print(region + " " + built));
            if (container) {
                root.console().say("Image built. To use it, set containers.image in an environment file.");
            } else {
                pipeline.awaitRelease(images.get(environment.placement().region()), PAUSE, root.console());
                root.console().say("Image built, tested, and released.");
            }
        }
        return ExitCode.OK.number();
    }

    @Command(description = "Lists the account's AMIs, newest first. * marks the AMI that new servers use.")
    int list(
            @Parameters(paramLabel = "ENV", description = "Name of the environment.") String name,
            @Option(names = "--region", paramLabel = "REGION", description = "Another region to list. Repeatable.")
                    List<String> further,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        Environment environment = environment(name);
        Images images = Images.of(environment, access(environment));
        List<ImageRow> rows = images.list(images.regions(given(further)));
        if (json) {
            root.console().print(Json.of(rows));
        } else {
            rows.forEach(row -> root.console().print(line(row)));
            root.console().say(rows.isEmpty() ? "No images yet." : rows.size() + " images.");
        }
        return ExitCode.OK.number();
    }

    private static String line(ImageRow row) {
        String places = row.places().entrySet().stream()
                .map(place -> place.getKey() + " " + place.getValue().id()
                        + (place.getValue().current() ? "*" : "")
                        + (place.getValue().state().equals("available")
                                ? ""
                                : " (" + place.getValue().state() + ")"))
                .collect(Collectors.joining(", "));
        return String.format(
                "%s %-16.16s  %-14s  %-6s  %-20s  %s",
                row.current() ? "*" : " ",
                row.created().replace('T', ' '),
                row.version().orElse("-"),
                row.processor(),
                row.environment().orElse("-"),
                places);
    }

    @Command(
            description =
                    "Makes an AMI the environment's current one. Writes its SSM parameter; the change takes effect"
                            + " at the next apply.")
    int promote(
            @Parameters(paramLabel = "ENV", description = "Name of the environment.") String name,
            @Parameters(paramLabel = "AMI", description = "AMI in the environment's region.") String ami,
            @Option(
                            names = "--region",
                            paramLabel = "REGION",
                            description =
                                    "Another region whose SSM parameter is set to the AMI's copy there. Repeatable.")
                    List<String> further,
            @Mixin Consent consent) {
        Environment environment = environment(name);
        Images images = Images.of(environment, access(environment));
        List<String> regions = images.regions(given(further));
        consent.require(
                root.console(),
                "Make " + ami + " the current AMI of " + name + " in " + String.join(", ", regions) + "?",
                name);
        print(images.promote(ami, regions));
        return ExitCode.OK.number();
    }

    @Command(description = "Copies an AMI to other regions, encrypted, and sets the SSM parameter there to the copy.")
    int copy(
            @Parameters(paramLabel = "ENV", description = "Name of the environment.") String name,
            @Parameters(paramLabel = "AMI", description = "AMI in the environment's region.") String ami,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "REGION[=KMS-KEY]",
                            description =
                                    "Target region, with a customer managed KMS key (default: the AWS managed key)."
                                            + " Repeatable.")
                    List<String> to,
            @Mixin Consent consent) {
        Environment environment = environment(name);
        Images images = Images.of(environment, access(environment));
        Map<String, Optional<String>> regions = new TreeMap<>();
        for (String each : to) {
            String[] parts = each.split("=", 2);
            regions.put(parts[0], parts.length > 1 ? Optional.of(parts[1]) : Optional.empty());
        }
        consent.require(root.console(), "Copy " + ami + " to " + String.join(", ", regions.keySet()) + "?", name);
        print(images.copy(ami, regions, this::pause));
        return ExitCode.OK.number();
    }

    private void pause(String state) {
        root.console().say(state);
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(
                            ExitCode.FAILED,
                            "interrupted while waiting for the copies",
                            "AWS continues to copy.",
                            "Rerun the command. Existing copies are not copied again.")
                    .causedBy(e);
        }
    }

    private void print(SortedMap<String, Promotion> written) {
        written.forEach((region, promotion) -> {
            root.console().print(region + " " + promotion.parameter() + " " + promotion.ami());
            promotion.before().filter(before -> !before.equals(promotion.ami())).ifPresent(before -> root.console()
                    .say(region + ": replaces " + before + "."));
        });
    }

    private Environment environment(String name) {
        return EnvironmentFile.read(root.project().existingFolder(name));
    }

    private AwsAccess access(Environment environment) {
        return new AwsAccess(environment.placement().region(), System.getenv(), root.effects());
    }

    private static List<String> given(List<String> regions) {
        return regions == null ? List.of() : new ArrayList<>(regions);
    }
}
