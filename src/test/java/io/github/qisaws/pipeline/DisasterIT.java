package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.qisaws.pipeline.Moment.Victim;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Any number of moments, spread over whole applies, each recovered and asked after; src/bench/disaster.sh runs it. */
@EnabledIfSystemProperty(
        named = "qis.disaster",
        matches = "[1-9][0-9]*",
        disabledReason = "takes hours; RecoveryIT is its sample, src/bench/disaster.sh runs it")
class DisasterIT {
    private static final String NAME = "classic";

    /** How many resources an apply of the environment finishes, but for the last that follow within a moment. */
    private static final int RESOURCES = 60;

    private static final List<Victim> VICTIMS =
            List.of(Victim.ENGINE_GROUP, Victim.QIS_AWS, Victim.ENGINE, Victim.PROVIDER);

    /** HUP is what a lost terminal sends. */
    private static final List<String> REQUESTS = List.of("TERM", "INT", "HUP");

    @TempDir
    Path folder;

    static Stream<Moment> moments() {
        int each = Integer.getInteger("qis.disaster", 1);
        return Stream.concat(
                IntStream.range(0, each)
                        .mapToObj(i -> new Moment(
                                VICTIMS.get(i % VICTIMS.size()), "KILL", (2 * i + 1) * RESOURCES / (2 * each))),
                IntStream.range(0, each)
                        .mapToObj(i -> new Moment(
                                Victim.QIS_AWS,
                                REQUESTS.get(i % REQUESTS.size()),
                                (2 * i + 1) * RESOURCES / (2 * each))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moments")
    void whatACutShortApplyMadeIsAdoptedWithoutOrphansAndDuplicates(Moment moment) throws Exception {
        String result = "failed";
        long start = System.nanoTime();
        StringBuilder line = new StringBuilder("%-45s".formatted(moment));
        try (DisasterArea area = DisasterArea.make(folder, NAME, text -> text)) {
            Disaster disaster = area.disaster();
            disaster.plan(Mode.NORMAL);
            disaster.strike(moment, "apply", NAME, "--yes");
            line.append(" finished %3d".formatted(disaster.last().finished()));
            line.append(", not in the state %3d".formatted(disaster.orphans()));
            Duration search = disaster.recover();
            line.append(", found in %3d s".formatted(search.toSeconds()));
            disaster.assertStanding();
            line.append(", 2nd plan empty");
            disaster.deployments.apply(disaster.plan(Mode.DESTROY));
            disaster.assertNothingLeft();
            result = "nothing left after destroy";
        } finally {
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            tell(line + ", " + result + " (" + seconds + " s in all)");
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"CUT", "EXPIRED"})
    void whatAnApplyMadeBeforeItLostItsWayToAwsIsTakenUp(Wire.State trouble) throws Exception {
        String result = "failed";
        long start = System.nanoTime();
        StringBuilder line = new StringBuilder("%-45s".formatted("way to AWS " + trouble));
        try (Wire wire = new Wire();
                DisasterArea area = DisasterArea.make(folder, NAME, text -> text, wire::to)) {
            Disaster disaster = area.disaster();
            disaster.plan(Mode.NORMAL);
            Process apply = disaster.startUntil(RESOURCES / 3, "apply", NAME, "--yes");
            wire.becomes(trouble);
            int exitCode = Disaster.end(apply);
            wire.becomes(Wire.State.WHOLE);
            line.append(" finished %3d, exit code %2d".formatted(disaster.last().finished(), exitCode));
            assertThat(exitCode)
                    .isEqualTo((trouble == Wire.State.CUT ? ExitCode.FAILED : ExitCode.WRONG_ACCOUNT).number());
            recovered(disaster, line);
            result = "nothing left after destroy";
        } finally {
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            tell(line + ", " + result + " (" + seconds + " s in all)");
        }
    }

    @Test
    void aDiskThatFillsUpUnderAnApplyLosesNothing() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        String mount = "mount -t tmpfs -o size=64m tmpfs " + disk;
        assumeTrue(shell(mount) == 0, "skipped: a disk that fills up; this user may not mount one");
        String result = "failed";
        StringBuilder line = new StringBuilder("%-45s".formatted("disk full"));
        try (DisasterArea area = DisasterArea.make(disk, NAME, text -> text)) {
            Disaster disaster = area.disaster();
            disaster.plan(Mode.NORMAL);
            Process apply = disaster.startUntil(RESOURCES / 3, "apply", NAME, "--yes");
            shell("cat /dev/zero >" + disk + "/rest");
            int exitCode = Disaster.end(apply);
            Files.delete(disk.resolve("rest"));
            line.append(" finished %3d, exit code %2d".formatted(disaster.last().finished(), exitCode));
            recovered(disaster, line);
            result = "nothing left after destroy";
        } finally {
            shell("umount -l " + disk);
            tell(line + ", " + result);
        }
    }

    private static int shell(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("/bin/sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void recovered(Disaster disaster, StringBuilder line) {
        line.append(", not in the state %3d".formatted(disaster.orphans()));
        disaster.recover();
        disaster.assertStanding();
        line.append(", 2nd plan empty");
        disaster.deployments.apply(disaster.plan(Mode.DESTROY));
        disaster.assertNothingLeft();
    }

    private static void tell(String line) throws IOException {
        System.err.println(line);
        Files.writeString(
                Files.createDirectories(Path.of("target")).resolve("disaster.txt"),
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
