package io.github.qisaws.emulator;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The emulator's image on an engine; it is pulled if it is missing. The engine's own retries have no limit that helps a
 * user who waits, so a registry that does not answer, and a download that stands still, are given up.
 *
 * @param registry time until the registry answers
 * @param silence time without progress
 */
record EmulatorImage(String name, Duration registry, Duration silence) {
    /** The image of the pinned moto. */
    static final EmulatorImage MOTO = new EmulatorImage(
            "motoserver/moto:" + EmulatorStart.VERSION, Duration.ofSeconds(20), Duration.ofSeconds(30));

    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Pulls the image if the engine does not have it. */
    void provide(DockerClient client, Consumer<String> progress) throws IOException {
        if (exists(client)) {
            return;
        }
        progress.accept("pulling " + name + " (only once)");
        int tag = name.lastIndexOf(':');
        try (ImagePull pull = new ImagePull()) {
            client.pullImageCmd(name.substring(0, tag))
                    .withTag(name.substring(tag + 1))
                    .exec(pull);
            await(pull, progress);
        }
        if (!exists(client)) {
            throw cannot("The container engine does not have the image after the download.");
        }
    }

    private boolean exists(DockerClient client) {
        try {
            client.inspectImageCmd(name).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private void await(ImagePull pull, Consumer<String> progress) {
        long begin = System.nanoTime();
        long report = begin + BETWEEN_REPORTS.toNanos();
        try {
            while (!pull.isOver(Duration.ofMillis(100))) {
                long now = System.nanoTime();
                if (now - begin > LONGEST.toNanos()) {
                    throw cannot("The download took longer than " + LONGEST.toMinutes() + " minutes.");
                }
                Duration limit = pull.hasAnswer() ? silence : registry;
                if (now - pull.lastSign() > limit.toNanos()) {
                    throw cannot(
                            pull.hasAnswer()
                                    ? "The download made no progress for " + limit.toSeconds() + " seconds."
                                    : "The registry did not answer the container engine within " + limit.toSeconds()
                                            + " seconds.");
                }
                if (now > report) {
                    progress.accept("pulling " + name + pull.told());
                    report = now + BETWEEN_REPORTS.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cannot("Interrupted during the download.");
        }
        if (!pull.failure().isEmpty()) {
            throw cannot(pull.failure());
        }
    }

    private ProblemException cannot(String why) {
        return new Problem(
                        ExitCode.UNAVAILABLE,
                        "cannot pull " + name,
                        why,
                        "Check that the container engine reaches the registry: docker pull " + name + ".")
                .asException();
    }
}
