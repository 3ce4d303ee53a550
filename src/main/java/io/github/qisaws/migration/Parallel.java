package io.github.qisaws.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The same action for many items, several at a time. */
final class Parallel {
    private static final int THREADS = 8;

    private Parallel() {}

    /** Returns when all are done; after the first failure, no further item is started, and that failure is thrown. */
    static <T> void forEach(List<T> items, Consumer<T> action) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, Parallel::daemon);
        AtomicBoolean failed = new AtomicBoolean();
        try {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (T item : items) {
                running.add(CompletableFuture.runAsync(
                                () -> {
                                    if (failed.get()) {
                                        throw new CancellationException();
                                    }
                                    action.accept(item);
                                },
                                threads)
                        .whenComplete((done, failure) -> failed.compareAndSet(false, failure != null)));
            }
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                    .exceptionally(all -> null)
                    .join();
            running.forEach(Parallel::join);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void join(CompletableFuture<Void> done) {
        try {
            done.join();
        } catch (CancellationException e) {
            // Another item failed before.
            return;
        } catch (CompletionException e) {
            if (e.getCause() instanceof CancellationException) {
                return;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Ctrl-C must not wait for a large file. */
    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "migration");
        thread.setDaemon(true);
        return thread;
    }
}
