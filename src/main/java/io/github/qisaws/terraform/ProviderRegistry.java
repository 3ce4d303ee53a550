package io.github.qisaws.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;

/** Lists the AWS provider's versions by the provider registry protocol; a registry that fails lists none. */
final class ProviderRegistry {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI base;

    /**
     * A registry.
     *
     * @param base the address of its {@code providers.v1} service
     */
    ProviderRegistry(URI base) {
        this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
    }

    List<Version> versions() {
        return answer().map(ProviderRegistry::read).orElse(List.of());
    }

    private Optional<String> answer() {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("hashicorp/aws/versions")).build();
        CompletableFuture<HttpResponse<String>> response =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            // A request's own timeout ends with the headers; a slow body must not hold up the command either.
            HttpResponse<String> answer = response.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return Optional.of(answer).filter(each -> each.statusCode() == 200).map(HttpResponse::body);
        } catch (ExecutionException | TimeoutException e) {
            // This is only a notice: the init succeeded without it.
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
            // Not a registry's answer, for example the page of a proxy.
            return List.of();
        }
    }
}
