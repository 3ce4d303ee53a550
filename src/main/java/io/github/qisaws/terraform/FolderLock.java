package io.github.qisaws.terraform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Allows one qis-aws process at a time to work on a folder: on the provider versions in its lock file, or on a cache.
 * <p>A proposal is in the lock file until init ends. Without this lock, a second command in the same folder could
 * mistake the proposal of the first for that of a killed process and remove it.
 */
final class FolderLock {
    /** Locks for the threads of this process, because a file lock works only between processes. */
    private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Path file;

    FolderLock(Path directory) {
        this(directory, ".terraform/qis-aws-lock");
    }

    /**
     * A lock for another purpose.
     *
     * @param name name of the lock file in the folder
     */
    FolderLock(Path folder, String name) {
        this.file = folder.toAbsolutePath().normalize().resolve(name);
    }

    /** An action while the lock is held. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /** An action without a result. */
    @FunctionalInterface
    interface Change {
        void run() throws IOException;
    }

    /** Waits for the lock, runs the action, and releases the lock. */
    <T> T hold(Action<T> action) throws IOException {
        ReentrantLock own = own();
        own.lock();
        try (FileChannel channel = open()) {
            FileLock held = channel.lock();
            T result = action.run();
            held.release();
            return result;
        } finally {
            own.unlock();
        }
    }

    /**
     * Runs the action if the lock is free; returns whether it was run. It is not run in a folder without {@code
     * .terraform}, because the init that must follow acquires the lock.
     */
    boolean ifFree(Change action) throws IOException {
        if (!Files.isDirectory(file.getParent())) {
            return false;
        }
        ReentrantLock own = own();
        if (!own.tryLock()) {
            return false;
        }
        try (FileChannel channel = open()) {
            FileLock held = channel.tryLock();
            if (held == null) {
                return false;
            }
            action.run();
            held.release();
            return true;
        } finally {
            own.unlock();
        }
    }

    private ReentrantLock own() {
        return IN_THIS_PROCESS.computeIfAbsent(file, each -> new ReentrantLock());
    }

    private FileChannel open() throws IOException {
        Files.createDirectories(file.getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
