package io.github.qisaws.recovery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.process.Boot;
import io.github.qisaws.process.ProcessStart;
import io.github.qisaws.terraform.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What one apply does, line by line on the disk before anything else happens: whoever comes after a kill reads here
 * what was under way. A run without a line that ends it was interrupted.
 */
public final class Journal implements Consumer<Event>, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String run = UUID.randomUUID().toString();
    private final FileChannel channel;
    private final Path file;
    private volatile boolean broken;
    /** The line before may have no end: a kill or a full disk cut it short. */
    private boolean torn = true;

    private Journal(FileChannel channel, Path file) {
        this.channel = channel;
        this.file = file;
    }

    /**
     * Begins a run; what earlier, settled runs wrote is dropped.
     *
     * @param mode what the plan is for, as the engine's modes are named
     * @param plan names the plan
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
            line.put("pid", self.pid()).put("host", host()).put("mode", mode).put("plan", plan);
            self.info().startInstant().ifPresent(start -> line.put("since", start.toString()));
            ProcessStart.ticks(self.pid()).ifPresent(ticks -> line.put("ticks", ticks));
            processNumbers().ifPresent(space -> line.put("pids", space));
            Boot.id().ifPresent(boot -> line.put("boot", boot));
            journal.write(line);
            return journal;
        } catch (IOException e) {
            throw cannot(file, e);
        }
    }

    /** Notes the process group in which the engine and its providers run. */
    public void engine(long group) {
        write(line("engine").put("group", group));
    }

    /** A full disk must not hide how the engine ends: the run then has no end here, and the account tells the rest. */
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

    /** Notes that the engine ended and could tell so, if everything before could be noted. */
    public void end(boolean done) {
        if (broken) {
            return;
        }
        write(line("end").put("done", done));
    }

    /** Notes that nothing is left to recover of an earlier run. */
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
            // Each line was forced to the disk when it was written.
            return;
        }
    }

    /** This machine's name, as the engines write it into their locks. */
    public static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Where this process has its number: containers with one host name count each for itself; empty but on Linux. */
    static Optional<String> processNumbers() {
        try {
            return Optional.of(
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
        } catch (IOException e) {
            return Optional.empty();
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
            boolean apart = torn && channel.size() > 0;
            torn = true;
            ByteBuffer bytes = ByteBuffer.wrap(((apart ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
            torn = false;
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
                        "the journal " + file + " cannot be kept",
                        e.getClass().getSimpleName() + ": " + e.getMessage(),
                        "check the folder's owner, its permissions and the free space.")
                .causedBy(e);
    }
}
