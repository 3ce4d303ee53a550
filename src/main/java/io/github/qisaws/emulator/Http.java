package io.github.qisaws.emulator;

import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** HTTP requests to an emulator, without a proxy. */
final class Http {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Http() {}

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return client().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw gone(request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone(request.uri(), e);
        }
    }

    /** The status code; empty if there is no answer yet. */
    static Optional<Integer> status(URI uri) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
            return Optional.of(client().send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode());
        } catch (IOException e) {
            // The port is not open yet.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static String get(URI uri) {
        return send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build()).body();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .proxy(ProxySelector.of(null))
                .build();
    }

    private static RuntimeException gone(URI uri, Exception cause) {
        return new Problem(
                        ExitCode.UNAVAILABLE,
                        "emulator does not answer",
                        uri + ": " + cause,
                        "Check the emulator's log, then start it again.")
                .causedBy(cause);
    }
}
