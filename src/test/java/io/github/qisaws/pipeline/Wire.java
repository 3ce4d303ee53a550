package io.github.qisaws.pipeline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The way to the emulator, which can be cut, or on which credentials can expire. */
final class Wire implements AutoCloseable {
    /** What becomes of a request. */
    enum State {
        WHOLE,
        CUT,
        EXPIRED
    }

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile State state = State.WHOLE;
    private volatile URI emulator;

    Wire() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Leads there from now on, and tells from where. */
    URI to(URI end) {
        emulator = end;
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void becomes(State next) {
        state = next;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (state) {
                case WHOLE -> forward(exchange, body);
                case EXPIRED -> refuse(exchange);
                case CUT -> throw new IOException("cut");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        emulator.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
        answer.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        send(exchange, answer.statusCode(), answer.body());
    }

    /** As AWS says it in each of its four ways. */
    private static void refuse(HttpExchange exchange) throws IOException {
        String who = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        String answer;
        if (type.contains("json")) {
            answer = "{\"__type\": \"ExpiredTokenException\", \"message\": \"The security token included is expired\"}";
        } else if (who.contains("/ec2/")) {
            answer =
                    "<Response><Errors><Error><Code>RequestExpired</Code><Message>Request has expired.</Message></Error>"
                            + "</Errors><RequestID>1</RequestID></Response>";
        } else if (who.contains("/s3/")) {
            answer = "<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>";
        } else {
            answer = "<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>The security token"
                    + " included in the request is expired</Message></Error></ErrorResponse>";
        }
        exchange.getResponseHeaders().set("Content-Type", type.contains("json") ? type : "text/xml");
        send(exchange, who.contains("/s3/") ? 400 : 403, answer.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
