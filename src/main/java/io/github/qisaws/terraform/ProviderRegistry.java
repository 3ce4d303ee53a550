package io.github.qisaws.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;

/** Lists the AWS provider's versions with the provider registry protocol; empty if the registry fails. */
final class ProviderRegistry {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Maximum size of a response in bytes, more than ten times that of the public registry's response for
     * hashicorp/aws.
     */
    private static final long LARGEST_ANSWER = 4L * 1024 * 1024;

    private final URI base;
    private final Proxies proxies;

    /**
     * A registry.
     *
     * @param base URL of its {@code providers.v1} service
     */
    ProviderRegistry(URI base, Proxies proxies) {
        this.proxies = proxies;
        this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
    }

    List<Version> versions() {
        try {
            proxies.select(base);
        } catch (IllegalArgumentException e) {
            // A direct request would bypass the proxy.
            return List.of();
        }
        return answer().map(ProviderRegistry::read).orElse(List.of());
    }

    private Optional<String> answer() {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .proxy(proxies)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("hashicorp/aws/versions")).build();
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(request, head -> new LimitedText());
        try {
            // A request's timeout covers only the headers, so this timeout also covers a slow body.
            HttpResponse<String> answer = response.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return Optional.of(answer).filter(each -> each.statusCode() == 200).map(HttpResponse::body);
        } catch (ExecutionException | TimeoutException e) {
            // The result is used only for a notice.
            response.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static List<Version> read(String body) {
        try {
            JsonNode versions = JSON.readTree(body).path("versions");
            return StreamSupport.stream(versions.spliterator(), false)
                    .flatMap(each -> Version.parse(each.path("version").asText("")).stream())
                    .toList();
        } catch (IOException e) {
            // The response is not from a registry, for example an error page of a proxy.
            return List.of();
        }
    }

    /** Reads the body as text; fails if it is too large. */
    private static final class LimitedText implements BodySubscriber<String> {
        private final BodySubscriber<String> whole = BodySubscribers.ofString(StandardCharsets.UTF_8);
        private Optional<Flow.Subscription> source = Optional.empty();
        private long size;

        @Override
        public CompletionStage<String> getBody() {
            return whole.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = Optional.of(subscription);
            whole.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> part) {
            size += part.stream().mapToLong(ByteBuffer::remaining).sum();
            if (size > LARGEST_ANSWER) {
                source.ifPresent(Flow.Subscription::cancel);
                whole.onError(new IOException("more than " + LARGEST_ANSWER + " bytes"));
            } else {
                whole.onNext(part);
            }
        }

        @Override
        public void onError(Throwable error) {
            whole.onError(error);
        }

        @Override
        public void onComplete() {
            whole.onComplete();
        }
    }
}
