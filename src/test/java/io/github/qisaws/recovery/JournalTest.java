package io.github.qisaws.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.process.Boot;
import io.github.qisaws.process.ProcessStart;
import io.github.qisaws.terraform.Event;
import io.github.qisaws.terraform.Event.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final String VPC = "module.network.aws_vpc.this";
    private static final String GROUP = "module.firewall.aws_security_group.data[0]";

    @TempDir
    Path folder;

    @Test
    void aRunWithoutAnEndIsOpenAndTellsWhatWasUnderWay() {
        try (Journal journal = Journal.begin(file(), "NORMAL", "plan")) {
            journal.engine(4711);
            journal.accept(step(Stage.APPLY_START, VPC, "create", ""));
            journal.accept(step(Stage.APPLY_COMPLETE, VPC, "create", "vpc-1"));
            journal.accept(step(Stage.APPLY_START, GROUP, "create", ""));
        }
        Run run = only();
        assertThat(run.isOpen()).isTrue();
        assertThat(run.isAlive()).as("this very process writes it").isTrue();
        assertThat(run.group()).isEqualTo(4711);
        assertThat(run.ids()).containsExactly(Map.entry(VPC, "vpc-1"));
        assertThat(run.inProgress()).containsExactly(GROUP);
        assertThat(run.expected()).containsExactlyInAnyOrder(VPC, GROUP);
    }

    @Test
    void aRunWhoseProcessNumbersAreNotOursIsNotHere() throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/ns/pid")), "no namespaces of processes here");
        Journal.begin(file(), "NORMAL", "plan").close();
        assertThat(only().isHere()).isTrue();
        String text = Files.readString(file());
        for (String other : List.of("\"pids\":\"pid:[7]\"", "\"nothing\":0")) {
            Files.writeString(file(), text.replaceFirst("\"pids\":\"[^\"]+\"", other));
            assertThat(only().isHere()).as(other).isFalse();
            assertThat(only().isAlive()).as(other).isFalse();
        }
    }

    @Test
    void aRunOfAnotherBootIsNotHereAndOnlyOneBeforeThisBootWasHere() throws IOException {
        Assumptions.assumeTrue(Boot.id().isPresent(), "no id of the boot here");
        Journal.begin(file(), "NORMAL", "plan").close();
        String text = Files.readString(file());
        String restarted = text.replace(Boot.id().orElseThrow(), "7");
        Files.writeString(file(), restarted);
        assertThat(only().isHere()).isFalse();
        assertThat(only().isAlive()).isFalse();
        assertThat(only().wasHere())
                .as("it ran elsewhere while this machine ran")
                .isFalse();
        Instant before = Boot.time().orElseThrow().minusSeconds(60);
        Files.writeString(file(), restarted.replaceFirst("\"at\":\"[^\"]+\"", "\"at\":\"" + before + "\""));
        assertThat(only().isHere()).isFalse();
        assertThat(only().wasHere()).isTrue();
        // As earlier versions wrote it.
        Files.writeString(file(), without(text, "boot"));
        assertThat(only().isHere()).isTrue();
        assertThat(only().isAlive()).isTrue();
    }

    @Test
    void aStepOfTheClockEndsNoRun() throws IOException {
        Assumptions.assumeTrue(ticks().isPresent(), "no ticks here");
        Journal.begin(file(), "NORMAL", "plan").close();
        String text = Files.readString(file());
        Files.writeString(file(), since(text, Duration.ofHours(1)));
        assertThat(only().isAlive()).isTrue();
        Files.writeString(file(), text.replace("\"ticks\":" + ticks().get(), "\"ticks\":" + (ticks().get() - 1)));
        assertThat(only().isAlive()).as("the number is another process's").isFalse();
    }

    @Test
    void withoutTicksSomeSecondsOfDifferenceAreAllowed() throws IOException {
        Journal.begin(file(), "NORMAL", "plan").close();
        String text = without(Files.readString(file()), "ticks");
        for (int seconds : new int[] {-5, 0, 5}) {
            Files.writeString(file(), since(text, Duration.ofSeconds(seconds)));
            assertThat(only().isAlive()).as(seconds + " s").isTrue();
        }
        Files.writeString(file(), since(text, Duration.ofMinutes(-1)));
        assertThat(only().isAlive()).isFalse();
        Files.writeString(file(), without(text, "since"));
        assertThat(only().isAlive()).as("in doubt").isTrue();
    }

    private static Optional<Long> ticks() {
        return ProcessStart.ticks(ProcessHandle.current().pid());
    }

    private static String without(String text, String field) {
        return text.replaceFirst("\"" + field + "\":(\"[^\"]+\"|\\d+)", "\"nothing\":0");
    }

    private static String since(String text, Duration later) {
        Instant since = ProcessHandle.current().info().startInstant().orElseThrow();
        return text.replace("\"since\":\"" + since, "\"since\":\"" + since.plus(later));
    }

    @Test
    void everyLineIsOnTheDiskBeforeTheNextIsAsked() throws IOException {
        try (Journal journal = Journal.begin(file(), "NORMAL", "plan")) {
            assertThat(Files.readAllLines(file())).hasSize(1);
            journal.accept(step(Stage.APPLY_START, VPC, "create", ""));
            assertThat(Files.readAllLines(file())).hasSize(2);
        }
    }

    @Test
    void aJournalThatCannotBeKeptAnyMoreDoesNotStopTheRunAndStaysOpen() {
        Journal journal = Journal.begin(file(), "NORMAL", "plan");
        journal.close();
        journal.accept(step(Stage.APPLY_START, VPC, "create", ""));
        journal.end(true);
        assertThat(only().isOpen()).isTrue();
        assertThat(only().ended()).isFalse();
    }

    @Test
    void whatFailedInARunThatWasCutShortIsStillExpected() {
        try (Journal journal = Journal.begin(file(), "NORMAL", "plan")) {
            journal.accept(step(Stage.APPLY_START, VPC, "create", ""));
            journal.accept(step(Stage.APPLY_ERRORED, VPC, "create", ""));
            assertThat(only().expected()).containsExactly(VPC);
            journal.end(false);
        }
        assertThat(only().expected()).isEmpty();
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        Journal.begin(file(), "NORMAL", "plan").close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aLastLineThatAKillCutShortIsLeftOut() throws IOException {
        try (Journal journal = Journal.begin(file(), "NORMAL", "plan")) {
            journal.accept(step(Stage.APPLY_START, VPC, "create", ""));
        }
        Files.writeString(file(), Files.readString(file()) + "{\"run\":\"ab");
        assertThat(only().inProgress()).containsExactly(VPC);
    }

    @Test
    void afterALineThatAFullDiskCutShortARunIsStillSettled() throws IOException {
        try (Journal journal = Journal.begin(file(), "NORMAL", "plan")) {
            journal.accept(step(Stage.APPLY_START, VPC, "create", ""));
        }
        Files.writeString(file(), "{\"run\":\"", StandardOpenOption.APPEND);
        assertThat(only().isOpen()).isTrue();
        Journal.settle(file(), only());
        assertThat(only().isOpen()).isFalse();
    }

    @Test
    void whatAnErrorEndedIsNotExpectedToExist() {
        try (Journal journal = Journal.begin(file(), "NORMAL", "plan")) {
            journal.accept(step(Stage.APPLY_START, VPC, "create", ""));
            journal.accept(step(Stage.APPLY_ERRORED, VPC, "create", ""));
            journal.end(false);
        }
        assertThat(only().expected()).isEmpty();
        assertThat(only().created()).containsExactly(VPC);
        assertThat(only().isOpen()).isTrue();
    }

    @Test
    void aRunThatDidNothingNeedsNoRecovery() {
        try (Journal journal = Journal.begin(file(), "NORMAL", "plan")) {
            journal.end(false);
        }
        assertThat(only().isOpen()).isFalse();
    }

    @Test
    void aFinishedRunIsClosedAndForgottenByTheNext() {
        try (Journal journal = Journal.begin(file(), "NORMAL", "plan")) {
            journal.accept(step(Stage.APPLY_START, VPC, "create", ""));
            journal.end(true);
        }
        assertThat(only().isOpen()).isFalse();
        Journal.begin(file(), "DESTROY", "plan").close();
        assertThat(only().mode()).isEqualTo("DESTROY");
    }

    @Test
    void anOpenRunIsKeptBesideTheNextUntilItIsSettled() {
        try (Journal journal = Journal.begin(file(), "NORMAL", "plan")) {
            journal.accept(step(Stage.APPLY_START, VPC, "create", ""));
        }
        Journal.begin(file(), "NORMAL", "plan").close();
        List<Run> runs = Run.readAll(file());
        assertThat(runs).hasSize(2).allMatch(Run::isOpen);
        Journal.settle(file(), runs.get(0));
        assertThat(Run.readAll(file()).get(0).isOpen()).isFalse();
    }

    @Test
    void aDeletionIsNoCreation() {
        try (Journal journal = Journal.begin(file(), "DESTROY", "plan")) {
            journal.accept(step(Stage.APPLY_START, VPC, "delete", "vpc-1"));
        }
        assertThat(only().expected()).isEmpty();
        assertThat(only().inProgress()).containsExactly(VPC);
    }

    private Path file() {
        return folder.resolve("journal.jsonl");
    }

    private Run only() {
        List<Run> runs = Run.readAll(file());
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    @Test
    void aDataSourceThatWasReadIsNoFinishedResource() {
        try (Journal journal = Journal.begin(file(), "NORMAL", "plan")) {
            journal.accept(step(Stage.APPLY_START, "data.aws_region.current", "read", ""));
            journal.accept(step(Stage.APPLY_COMPLETE, "data.aws_region.current", "read", "eu-west-1"));
            journal.accept(step(Stage.APPLY_START, "data.aws_ami.this", "read", ""));
        }
        assertThat(only().finished()).isZero();
        assertThat(only().inProgress()).isEmpty();
    }

    @Test
    void aLaterCompleteRunClosesInterruptedRunsAndNoneThatWorks() throws IOException {
        try (Journal journal = Journal.begin(file(), "NORMAL", "plan")) {
            journal.accept(step(Stage.APPLY_START, VPC, "create", ""));
        }
        String dead = Files.readString(file())
                .replace("\"pid\":" + ProcessHandle.current().pid(), "\"pid\":" + Integer.MAX_VALUE);
        Files.writeString(file(), dead);
        Journal working = Journal.begin(file(), "NORMAL", "plan");
        try (Journal last = Journal.begin(file(), "NORMAL", "plan")) {
            last.end(true);
        }
        working.close();
        assertThat(Run.readAll(file())).extracting(Run::isOpen).containsExactly(false, true, false);
    }

    @Test
    void onlyCompletedStepsCountAsFinished() {
        try (Journal journal = Journal.begin(file(), "NORMAL", "plan")) {
            journal.accept(step(Stage.APPLY_START, VPC, "create", ""));
            journal.accept(step(Stage.APPLY_COMPLETE, VPC, "create", "vpc-1"));
            journal.accept(step(Stage.APPLY_START, GROUP, "create", ""));
            journal.end(false);
        }
        assertThat(only().finished()).isEqualTo(1);
        assertThat(only().ended()).isTrue();
        assertThat(only().expected()).as("an error is recorded for neither").containsExactlyInAnyOrder(VPC, GROUP);
    }

    @Test
    void aLineWithoutRunOrTimeIsLeftOut() throws IOException {
        Journal.begin(file(), "NORMAL", "plan").close();
        String other = "{\"event\":\"begin\",\"at\":\"2026-01-01T00:00:00Z\"}\n{\"event\":\"begin\",\"run\":\"7\"}\n";
        Files.writeString(file(), other + Files.readString(file()));
        assertThat(only().pid()).isEqualTo(ProcessHandle.current().pid());
    }

    private static Event step(Stage stage, String address, String action, String id) {
        return new Event.Step(stage, new Event.Resource(address, "", "aws_x", "this"), action, id, 0);
    }
}
