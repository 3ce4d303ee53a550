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

/** The servers' machine images: built, listed, chosen, copied. */
@Command(
        name = "image",
        description = "Builds the servers' machine images, lists them, chooses one, and copies them to other regions.",
        synopsisSubcommandLabel = "COMMAND")
final class ImageCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(20);

    @ParentCommand
    private QisAws root;

    @Override
    public Integer call() {
        throw new Problem(ExitCode.USAGE, "no command given", "", "see qis-aws image --help.").asException();
    }

    @Command(description = "Starts the environment's image pipeline; prints the ARN of the image in the making.")
    int build(
            @Parameters(paramLabel = "ENV", description = "Name of an environment with image-build.") String name,
            @Option(names = "--wait", description = "Wait for the end of build and tests, about half an hour.")
                    boolean wait,
            @Option(names = "--container", description = "The container image instead.") boolean container) {
        Environment environment = environment(name);
        ImagePipeline pipeline = ImagePipeline.of(environment, access(environment), container);
        String image = pipeline.start();
        root.console().print(image);
        if (wait) {
            SortedMap<String, String> amis = pipeline.await(image, PAUSE, root.console());
            amis.forEach((region, ami) -> root.console().print(region + " " + ami));
            root.console().say("Tested and released.");
        }
        return ExitCode.OK.number();
    }

    @Command(description = "Lists the images of the account, the newest first; * marks what new servers start from.")
    int list(
            @Parameters(paramLabel = "ENV", description = "Name of the environment.") String name,
            @Option(names = "--region", paramLabel = "REGION", description = "A further region; may be given again.")
                    List<String> further,
            @Option(names = "--json", description = "As JSON.") boolean json) {
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
            description = "Has the environment use an image: writes its SSM parameter; the next plan shows the change.")
    int promote(
            @Parameters(paramLabel = "ENV", description = "Name of the environment.") String name,
            @Parameters(paramLabel = "AMI", description = "The image, in the environment's region.") String ami,
            @Option(
                            names = "--region",
                            paramLabel = "REGION",
                            description = "A further region whose parameter gets its copy of the image.")
                    List<String> further,
            @Mixin Consent consent) {
        Environment environment = environment(name);
        Images images = Images.of(environment, access(environment));
        List<String> regions = images.regions(given(further));
        consent.require(
                root.console(), "Let " + name + " use " + ami + " in " + String.join(", ", regions) + "?", name);
        tell(images.promote(ami, regions));
        return ExitCode.OK.number();
    }

    @Command(description = "Copies an image to other regions, encrypted, and names each copy in the parameter there.")
    int copy(
            @Parameters(paramLabel = "ENV", description = "Name of the environment.") String name,
            @Parameters(paramLabel = "AMI", description = "The image, in the environment's region.") String ami,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "REGION[=KMS-KEY]",
                            description = "Where to, with a KMS key of yours or else AWS's own; may be given again.")
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
        tell(images.copy(ami, regions, this::pause));
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
                            "waiting was interrupted",
                            "",
                            "run the command again; the copies go on meanwhile.")
                    .causedBy(e);
        }
    }

    private void tell(SortedMap<String, Promotion> written) {
        written.forEach((region, promotion) -> {
            root.console().print(region + " " + promotion.parameter() + " " + promotion.ami());
            promotion.before().filter(before -> !before.equals(promotion.ami())).ifPresent(before -> root.console()
                    .say(region + ": it was " + before + " until now."));
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
