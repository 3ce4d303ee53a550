package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Any number of moments, evenly over whole applies, each recovered and asked after; src/bench/disaster.sh runs it. */
@EnabledIfSystemProperty(
        named = "qis.disaster",
        matches = "[0-9]+",
        disabledReason = "takes hours; RecoveryIT is its sample, src/bench/disaster.sh runs it")
class DisasterIT {
    private static final List<String> ENVIRONMENTS = List.of(
            System.getProperty("qis.disaster.environments", "classic,demo").split(","));
    private static final DisasterResults RESULTS = new DisasterResults(
            Path.of(System.getProperty("qis.disaster.results", "target/disaster.jsonl")),
            System.getProperty("qis.disaster.version", "unknown"));

    @TempDir
    Path folder;

    static Stream<DisasterPlan> plans() {
        return DisasterPlan.of(
                ENVIRONMENTS,
                Integer.getInteger("qis.disaster", 0),
                Long.getLong("qis.disaster.seed", 1),
                Integer.getInteger("qis.disaster.from", 0),
                Integer.getInteger("qis.disaster.to", 100))
                .stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void whatACutShortApplyMadeIsAdoptedWithoutOrphansAndDuplicates(DisasterPlan plan) throws Exception {
        assumeFalse(RESULTS.recovered(plan.toString()), "skipped: it is in " + RESULTS.file() + " already");
        Moment moment = plan.in(timeline(plan.environment()));
        try (DisasterArea area = DisasterArea.make(folder, plan.environment(), text -> text)) {
            judged(plan.toString(), area.disaster(), line -> {
                line.put("finished", moment.finished())
                        .put("after_ms", moment.after().toMillis());
                area.disaster().plan(Mode.NORMAL);
                area.disaster().strike(moment, "apply", plan.environment(), "--yes");
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"CUT", "EXPIRED"})
    void whatAnApplyMadeBeforeItLostItsWayToAwsIsTakenUp(Wire.State trouble) throws Exception {
        String what = first() + ", way to AWS " + trouble;
        assumeFalse(RESULTS.recovered(what), "skipped: it is in " + RESULTS.file() + " already");
        long third = timeline(first()).resources() / 3;
        try (Wire wire = new Wire();
                DisasterArea area = DisasterArea.make(folder, first(), text -> text, wire::to)) {
            judged(what, area.disaster(), line -> {
                area.disaster().plan(Mode.NORMAL);
                Process apply = area.disaster().startUntil(third, "apply", first(), "--yes");
                wire.becomes(trouble);
                int exitCode = Disaster.end(apply);
                wire.becomes(Wire.State.WHOLE);
                assertThat(exitCode)
                        .isEqualTo((trouble == Wire.State.CUT ? ExitCode.FAILED : ExitCode.WRONG_ACCOUNT).number());
            });
        }
    }

    @Test
    void aDiskThatFillsUpUnderAnApplyLosesNothing() throws Exception {
        String what = first() + ", disk full";
        assumeFalse(RESULTS.recovered(what), "skipped: it is in " + RESULTS.file() + " already");
        long third = timeline(first()).resources() / 3;
        Path disk = Files.createDirectories(folder.resolve("disk"));
        String mount = "mount -t tmpfs -o size=64m tmpfs " + disk;
        assumeTrue(shell(mount) == 0, "skipped: a disk that fills up; this user may not mount one");
        try (DisasterArea area = DisasterArea.make(disk, first(), text -> text)) {
            judged(what, area.disaster(), line -> {
                area.disaster().plan(Mode.NORMAL);
                Process apply = area.disaster().startUntil(third, "apply", first(), "--yes");
                shell("cat /dev/zero >" + disk + "/rest");
                Disaster.end(apply);
                Files.delete(disk.resolve("rest"));
            });
        } finally {
            shell("umount -l " + disk);
        }
    }

    /** What cuts an apply short. */
    private interface Trouble {
        void strike(ObjectNode line) throws Exception;
    }

    /** Strikes, recovers, asks and destroys; how that went is in the results, with the reason of a failure. */
    private static void judged(String what, Disaster disaster, Trouble trouble) throws Exception {
        long start = System.nanoTime();
        ObjectNode line = DisasterResults.line().put("what", what).put("result", "failed");
        try {
            trouble.strike(line);
            line.put("done", disaster.last().finished()).put("step", "recover");
            line.put("not_in_state", disaster.orphans());
            line.put("found_in_s", disaster.recover().toSeconds()).put("step", "second plan");
            disaster.assertStanding();
            line.put("step", "destroy");
            disaster.deployments.apply(disaster.plan(Mode.DESTROY));
            disaster.assertNothingLeft();
            line.put("result", "recovered").remove("step");
        } catch (Moment.Missed e) {
            line.put("result", "missed").put("reason", e.getMessage());
            abort("skipped: " + what + " was not struck, since " + e.getMessage());
        } catch (Exception | AssertionError e) {
            line.put("reason", String.valueOf(e.getMessage()).strip());
            line.put("kept", keep(what, disaster).toString());
            throw e;
        } finally {
            line.put("seconds", Duration.ofNanos(System.nanoTime() - start).toSeconds());
            RESULTS.add(line);
        }
    }

    /** The journal, and what the processes of their own said. */
    private static Path keep(String what, Disaster disaster) throws IOException {
        Path kept = Path.of(RESULTS.file() + "-failed", what.replaceAll("[^A-Za-z0-9.]+", "-"));
        Files.createDirectories(kept);
        Files.write(kept.resolve("said.txt"), disaster.said);
        for (Path file : List.of(disaster.log(), disaster.journal())) {
            if (Files.isRegularFile(file)) {
                Files.copy(file, kept.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return kept;
    }

    /** The course of an apply that nobody disturbs, which tells where the moments are; made once for a file of results. */
    private Timeline timeline(String environment) throws IOException {
        if (RESULTS.timeline(environment).isEmpty()) {
            Path own = Files.createDirectories(folder.resolve("undisturbed"));
            try (DisasterArea area = DisasterArea.make(own, environment, UnaryOperator.identity())) {
                Disaster disaster = area.disaster();
                disaster.deployments.apply(disaster.plan(Mode.NORMAL));
                RESULTS.add(environment, disaster.timeline());
            }
        }
        return RESULTS.timeline(environment).orElseThrow();
    }

    private static String first() {
        return ENVIRONMENTS.get(0);
    }

    private static int shell(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("/bin/sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
