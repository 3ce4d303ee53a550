package io.github.qisaws.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    Path folder;

    private final List<String> done = new ArrayList<>();

    /** Another process, which holds the lock until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            new FolderLock(Path.of(arguments[0])).hold(() -> {
                System.out.println("held");
                return System.in.read();
            });
        }
    }

    @Test
    void anotherProcessHoldsItOff() throws IOException, InterruptedException {
        FolderLock lock = new FolderLock(folder);
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("held");
            assertThat(lock.ifFree(() -> done.add("while it is held"))).isFalse();
            holder.getOutputStream().close();
            assertThat(lock.hold(() -> done.add("after"))).isTrue();
            assertThat(lock.ifFree(() -> done.add("free"))).isTrue();
        } finally {
            holder.destroy();
            holder.waitFor();
        }
        assertThat(done).containsExactly("after", "free");
    }

    @Test
    void anotherThreadHoldsItOff() throws IOException {
        FolderLock lock = new FolderLock(folder);
        Boolean run = lock.hold(() -> CompletableFuture.supplyAsync(() -> tried(new FolderLock(folder)))
                .join());

        assertThat(run).isFalse();
        assertThat(done).isEmpty();
    }

    @Test
    void withoutAnInitThereIsNothingToLock() throws IOException {
        assertThat(new FolderLock(folder).ifFree(() -> done.add("x"))).isFalse();
        assertThat(folder).isEmptyDirectory();

        Files.createDirectory(folder.resolve(".terraform"));
        assertThat(new FolderLock(folder).ifFree(() -> done.add("x"))).isTrue();
    }

    private boolean tried(FolderLock lock) {
        try {
            return lock.ifFree(() -> done.add("x"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
