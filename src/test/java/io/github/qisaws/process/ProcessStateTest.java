package io.github.qisaws.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ProcessStateTest {
    private static final String NOTHING_PENDING = "SigPnd:\t0000000000000000\nShdPnd:\t0000000000000000\n";

    private final Path folder;

    @AutoClose
    private final Mortals mortals;

    ProcessStateTest(@TempDir Path folder) {
        this.folder = folder;
        this.mortals = new Mortals(folder);
    }

    @Test
    void aSleepingProcessWorks() throws IOException {
        ProcessHandle sleeping = mortals.working("sleeper");
        assertThat(ProcessState.of(sleeping.pid())).isEqualTo(ProcessState.WORKING);
    }

    @Test
    void aZombieIsGone() throws IOException {
        assertThat(ProcessState.of(mortals.zombie("sleeper").pid())).isEqualTo(ProcessState.GONE);
    }

    @Test
    void aProcessWhoseMainThreadHasEndedIsEndingAndThenGone() throws Exception {
        ProcessHandle dying = mortals.dying("sleeper");
        assertThat(ProcessState.of(dying.pid())).isEqualTo(ProcessState.ENDING);
        mortals.letGo(dying);
        while (ProcessState.of(dying.pid()) == ProcessState.ENDING) {
            Thread.sleep(20);
        }
        assertThat(ProcessState.of(dying.pid())).isEqualTo(ProcessState.GONE);
    }

    @Test
    void aNumberThatNoProcessHasIsGone() {
        assertThat(ProcessState.of(Integer.MAX_VALUE)).isEqualTo(ProcessState.GONE);
    }

    @Test
    void aProcessWhoseFilesCannotBeReadIsNotGone() throws IOException {
        Path process = folder.resolve("4711");
        assertThat(ProcessState.of(process)).isEqualTo(ProcessState.GONE);
        // A folder in place of the file cannot be read, as a file without permission.
        Path stat = Files.createDirectories(process.resolve("stat"));
        assertThat(ProcessState.of(process)).isEqualTo(ProcessState.WORKING);
        Files.delete(stat);
        Files.writeString(stat, "unknown");
        assertThat(ProcessState.of(process)).isEqualTo(ProcessState.WORKING);
    }

    @Test
    void aProcessThatEndsWhileItsFileIsReadIsGone() {
        assertThat(ProcStat.isNoSuchProcess(new IOException("No such process"))).isTrue();
        assertThat(ProcStat.isNoSuchProcess(new IOException("Permission denied")))
                .isFalse();
        assertThat(ProcStat.isNoSuchProcess(new AccessDeniedException("/proc/4711/stat")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "S, 4194304, 12, WORKING",
        "R, 4194304, 1, WORKING",
        "T, 4194304, 12, WORKING",
        "D, 4194304, 12, WORKING",
        "R, 4227084, 12, ENDING",
        "D, 4227084, 1, ENDING",
        "Z, 4227084, 2, ENDING",
        "Z, 4227084, 1, GONE",
        "X, 4227084, 1, GONE",
    })
    void linuxTellsTheStateByALetterAFlagAndTheThreads(char letter, long flags, int threads, ProcessState expected) {
        assertThat(ProcessState.of(stat(letter, flags, threads), NOTHING_PENDING))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000100, 0000000000000000, ENDING",
        "0000000000000000, 0000000000000100, ENDING",
        "8000000000000100, 0000000000000000, ENDING",
        "0000000000000000, 0000000000004002, WORKING",
    })
    void aProcessThatWaitsForADiskIsEndingOnceItWasKilled(String own, String shared, ProcessState expected) {
        String status = "Name:\tterraform\nState:\tD (disk sleep)\nSigQ:\t1/31234\nSigPnd:\t" + own + "\nShdPnd:\t"
                + shared + "\nSigBlk:\t0000000000000100\n";
        assertThat(ProcessState.of(stat('D', 4194304, 12), status)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"Ss, WORKING", "S+, WORKING", "?Es, ENDING", "UE, ENDING", "Z, GONE", "'', GONE"})
    void macOsTellsItByPs(String text, ProcessState expected) {
        assertThat(ProcessState.ofPs(text)).isEqualTo(expected);
    }

    private static ProcStat stat(char letter, long flags, int threads) {
        return ProcStat.parse("4711 (terra) (form) " + letter + " 4710 4709 4709 0 -1 " + flags
                        + " 581 0 2 0 0 0 0 0 20 0 " + threads + " 0 1186971 0 0 18446744073709551615 0 0\n")
                .orElseThrow();
    }

    @Test
    void theNameOfAProgramMayHoldAnything() {
        assertThat(stat('S', 4194304, 3)).isEqualTo(new ProcStat("terra) (form", 'S', 4709, false, 3, 1186971));
        assertThat(ProcStat.parse("")).isEmpty();
        assertThat(ProcStat.parse("4711 (sh) S 1 2")).isEmpty();
    }
}
