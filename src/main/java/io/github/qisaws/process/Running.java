package io.github.qisaws.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** A running child process; closing it kills the process and all its descendants. */
public final class Running implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final long started = System.nanoTime();
    private final Process process;
    private final Group group;
    private final AtomicReference<Throwable> broken = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LongAdder drained = new LongAdder();
    private final Thread out;
    private final Thread err;
    private final Thread onExit;

    Running(Process process, Command command, Group group) {
        this.process = process;
        this.group = group;
        this.onExit = new Thread(() -> group.kill(process), "end-" + command.name());
        Runtime.getRuntime().addShutdownHook(onExit);
        this.out = drain(
                "out-" + command.name(),
                process.getInputStream(),
                command.streams().out());
        this.err = drain(
                "err-" + command.name(),
                process.getErrorStream(),
                command.streams().err());
        feed(command);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Interrupts the process without waiting. */
    public void interrupt() {
        group.interrupt(process);
    }

    /** Interrupts the process, and kills it with all descendants if it does not exit within the grace period. */
    public void stop(Duration grace) {
        interrupt();
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    void kill() {
        group.kill(process);
    }

    boolean waitFor(long nanos) throws InterruptedException {
        return process.waitFor(nanos, TimeUnit.NANOSECONDS);
    }

    int exitCode() {
        return process.exitValue();
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    Throwable broken() {
        return broken.get();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (process.isAlive()) {
            kill();
            join(QUIET);
        }
        finishStreams();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // The JVM is shutting down, so the hook runs or has run.
            return;
        }
    }

    /** Waits while output arrives. If a descendant keeps a stream open without output, its process group is killed. */
    void finishStreams() {
        awaitDrained();
        if (out.isAlive() || err.isAlive()) {
            group.sweep(process.pid());
            awaitDrained();
        }
        closeQuietly(process.getOutputStream());
    }

    private void awaitDrained() {
        long before;
        do {
            before = drained.sum();
            join(out, QUIET);
            join(err, QUIET);
        } while ((out.isAlive() || err.isAlive()) && drained.sum() != before);
    }

    /** Kills the rest of the process group. */
    void sweep() {
        group.sweep(process.pid());
    }

    private Thread drain(String name, InputStream stream, ByteSink sink) {
        Thread thread = new Thread(() -> pump(stream, sink), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Reads a stream to its end, even if the sink fails, because the child would block on a full pipe. */
    private void pump(InputStream stream, ByteSink sink) {
        byte[] buffer = new byte[64 * 1024];
        boolean healthy = true;
        try (stream) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                healthy = healthy && deliver(sink, buffer, read);
                drained.add(read);
            }
        } catch (IOException e) {
            // The pipe was closed because the child was killed.
            healthy = healthy && !process.isAlive();
        }
        if (healthy) {
            deliver(sink, buffer, -1);
        }
    }

    private boolean deliver(ByteSink sink, byte[] buffer, int length) {
        try {
            if (length < 0) {
                sink.end();
            } else {
                sink.accept(buffer, length);
            }
            return true;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            broken.compareAndSet(null, e);
            return false;
        }
    }

    private void feed(Command command) {
        if (command.input() instanceof StandardInput.Given given) {
            Thread thread = new Thread(() -> write(given.bytes().content()), "in-" + command.name());
            thread.setDaemon(true);
            thread.start();
        } else if (command.input() instanceof StandardInput.None) {
            closeQuietly(process.getOutputStream());
        }
    }

    private void write(byte[] bytes) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(bytes);
        } catch (IOException e) {
            // A child may end without reading all of its input.
            return;
        }
    }

    private static void closeQuietly(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // The other end is already closed.
            return;
        }
    }

    private void join(Duration most) {
        try {
            process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread, Duration most) {
        try {
            thread.join(most.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
