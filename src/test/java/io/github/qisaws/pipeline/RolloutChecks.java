package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Rollouts that the emulator plays: how each ends, and what the next plan says. */
record RolloutChecks(Present present) {

    /** How the next rollouts end: succeed, fail, roll-back, or hang. */
    void choose(String ending) {
        URI emulator = URI.create(present.tools().variables().get("AWS_ENDPOINT_URL"));
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(
                            HttpRequest.newBuilder(emulator.resolve("/qis-aws/rollouts/" + ending))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains(ending);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Applies a plan and follows its rollout; a time-out comes after a few questions. */
    String applied(Planned planned) {
        Instant start = Clock.systemUTC().instant();
        present.deployments().apply(planned);
        Pace pace = new Pace(Duration.ZERO, Duration.ofSeconds(2));
        return new Rollouts(present.project(), present.tools(), present.log(), pace)
                .follow(planned, start)
                .words();
    }

    /** Applies a plan whose rollout does not succeed. */
    Problem failed(Planned planned) {
        Problem problem = catchThrowableOfType(ProblemException.class, () -> applied(planned))
                .problem();
        assertThat(problem.exitCode()).isEqualTo(ExitCode.ROLLOUT_FAILED);
        return problem;
    }

    /** What the review says about an earlier rollout. */
    static List<String> findings(Review review) {
        return review.findings().stream()
                .filter(finding -> finding.rule().id().equals("rollout-failed"))
                .map(Finding::words)
                .toList();
    }

    /** A new container image that is rolled back, then hangs, then succeeds. */
    void ofTasks() throws IOException {
        Path file = present.files().resolve("environment.yaml");
        Files.writeString(file, Files.readString(file).replace(":1.0.0", ":1.0.1"));
        choose("roll-back");
        Planned first = plan();
        assertThat(findings(first.review())).isEmpty();
        assertThat(failed(first).why()).startsWith("rolled back to qis-");
        Planned again = plan();
        assertThat(again.changes()).isTrue();
        assertThat(findings(again.review())).singleElement().asString().contains("ended with ROLLBACK_SUCCESSFUL");
        choose("hang");
        assertThat(failed(again).what()).contains("did not end within 2 seconds");
        choose("succeed");
    }

    private Planned plan() {
        return present.deployments().plan(present.standing().name(), Mode.NORMAL, Set.of());
    }
}
