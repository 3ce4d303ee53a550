package io.github.qisaws.recovery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.process.Boot;
import io.github.qisaws.process.ProcessStart;
import io.github.qisaws.process.ThisProcess;
import io.github.qisaws.terraform.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Records the steps of an apply. Each line is on disk before the apply continues, so that after a kill the journal has
 * every started step. A run without an end record was interrupted.
 */
public final class Journal implements Consumer<Event>, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String run = UUID.randomUUID().toString();
    private final FileChannel channel;
    private final Path file;
    private volatile boolean broken;
    /**
     * Whether the last line may be incomplete after a kill or on a full disk, so that the next record starts a new
     * line.
     */
    private boolean incompleteLine = true;

    private Journal(FileChannel channel, Path file) {
        this.channel = channel;
        this.file = file;
    }

    /**
     * Starts a run. Deletes the records of earlier runs if none of them is open.
     *
     * @param mode name of the plan's mode
     * @param plan path of the plan file
     */
    public static Journal begin(Path file, String mode, String plan) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Run.readAll(file).stream().noneMatch(Run::isOpen)) {
                Files.deleteIfExists(file);
            }
            Journal journal = new Journal(open(file), file);
            ProcessHandle self = ProcessHandle.current();
            ObjectNode line = journal.line("begin");
            line.put("pid", self.pid())
                    .put("host", ThisProcess.host())
                    .put("mode", mode)
                    .put("plan", plan);
            self.info().startInstant().ifPresent(start -> line.put("since", start.toString()));
            ProcessStart.ticks(self.pid()).ifPresent(ticks -> line.put("ticks", ticks));
            ThisProcess.pidNamespace().ifPresent(space -> line.put("pids", space));
            Boot.id().ifPresent(boot -> line.put("boot", boot));
            journal.write(line);
            return journal;
        } catch (IOException e) {
            throw cannot(file, e);
        }
    }

    /** Records the process group of Terraform and its providers. */
    public void engine(long group) {
        write(line("engine").put("group", group));
    }

    /**
     * Records an event. A full disk must not hide Terraform's own result: the run then gets no end record, and
     * recovery searches the account.
     */
    @Override
    public void accept(Event event) {
        try {
            note(event);
        } catch (ProblemException e) {
            broken = true;
        }
    }

    private void note(Event event) {
        if (event instanceof Event.Step step) {
            switch (step.stage()) {
                case APPLY_START -> write(step("start", step));
                case APPLY_COMPLETE -> write(step("complete", step));
                case APPLY_ERRORED -> write(step("errored", step));
                case APPLY_PROGRESS, REFRESH_START, REFRESH_COMPLETE -> {}
            }
        }
    }

    /** Writes the end record, if all earlier records could be written. */
    public void end(boolean done) {
        if (broken) {
            return;
        }
        write(line("end").put("done", done));
    }

    /** Records that an earlier run needs no more recovery. */
    public static void settle(Path file, Run run) {
        try (Journal journal = new Journal(open(file), file)) {
            ObjectNode line = journal.line("settled");
            journal.write(line.put("run", run.id()));
        } catch (IOException e) {
            throw cannot(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Each line was forced to disk when it was written.
            return;
        }
    }

    private ObjectNode step(String event, Event.Step step) {
        return line(event)
                .put("address", step.resource().address())
                .put("type", step.resource().type())
                .put("action", step.action())
                .put("id", step.id());
    }

    private ObjectNode line(String event) {
        return JSON.createObjectNode()
                .put("run", run)
                .put("at", Instant.now().toString())
                .put("event", event);
    }

    private synchronized void write(ObjectNode line) {
        try {
            boolean newLine = incompleteLine && channel.size() > 0;
            incompleteLine = true;
            ByteBuffer bytes = ByteBuffer.wrap(((newLine ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
            incompleteLine = false;
        } catch (IOException e) {
            throw cannot(file, e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        FileAttribute<?>[] owner =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), owner);
    }

    private static RuntimeException cannot(Path file, IOException e) {
        return new Problem(
                        ExitCode.FAILED,
                        "cannot write the journal " + file,
                        e.getClass().getSimpleName() + ": " + e.getMessage(),
                        "Check the owner and permissions of the folder, and free disk space.")
                .causedBy(e);
    }
}
