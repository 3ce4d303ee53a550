package io.github.qisaws.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An address that notes what is sent to it, and answers itself or lets another answer. */
public final class AnsweringServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> sent = new CopyOnWriteArrayList<>();

    /** An answer. */
    public record Answer(int status, String body, String errorType) {
        public static Answer ok(String body) {
            return new Answer(200, body, "");
        }
    }

    private AnsweringServer(Function<String, Answer> answers, URI behind) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            sent.add(line + " " + new String(body, StandardCharsets.UTF_8));
            if (behind == null) {
                answer(exchange, answers.apply(line));
            } else {
                forward(exchange, body, behind);
            }
        });
        server.start();
    }

    /** Answers itself, by the request's method and path with query. */
    public static AnsweringServer answering(Function<String, Answer> answers) throws IOException {
        return new AnsweringServer(answers, null);
    }

    /** Hands everything on. */
    static AnsweringServer before(URI behind) throws IOException {
        return new AnsweringServer(null, behind);
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Each request: method, path with query, body. */
    public List<String> sent() {
        return sent;
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (!answer.errorType().isEmpty()) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", answer.errorType());
        }
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void forward(HttpExchange exchange, byte[] body, URI behind) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : List.of("Authorization", "Content-Type", "X-Amz-Target")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        try {
            HttpResponse<byte[]> response =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            response.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                    .set("Content-Type", type));
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
