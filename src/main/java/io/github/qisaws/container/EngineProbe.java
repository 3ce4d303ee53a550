package io.github.qisaws.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One question to one place, in a thread of its own: an engine that hangs accepts connections and never answers. */
final class EngineProbe implements AutoCloseable {
    private static final int LONGEST_ANSWER = 1_000_000;

    /** HTTP/1.0, so that the answer ends with the connection. */
    private static final byte[] QUESTION =
            "GET /version HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EnginePlace place;
    private final CompletableFuture<ContainerEngine> answer = new CompletableFuture<>();
    private final CompletableFuture<Closeable> connection = new CompletableFuture<>();

    private EngineProbe(EnginePlace place) {
        this.place = place;
    }

    static EngineProbe start(EnginePlace place) {
        EngineProbe probe = new EngineProbe(place);
        Thread asking = new Thread(probe::ask, "container engine at " + place.address());
        asking.setDaemon(true);
        asking.start();
        return probe;
    }

    EnginePlace place() {
        return place;
    }

    /** The engine; throws with the reason if it does not answer within the time. */
    ContainerEngine await(long nanoseconds) throws IOException {
        try {
            return answer.get(Math.max(0, nanoseconds), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + ContainerEngines.PATIENCE.toSeconds() + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause()), e.getCause());
        }
    }

    private static String reason(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private void ask() {
        try {
            answer.complete(engine(version()));
        } catch (IOException | RuntimeException | GeneralSecurityException e) {
            answer.completeExceptionally(e);
        }
    }

    private String version() throws IOException, GeneralSecurityException {
        URI address = place.address();
        switch (String.valueOf(address.getScheme())) {
            case "unix" -> {
                try (SocketChannel channel =
                        SocketChannel.open(UnixDomainSocketAddress.of(Path.of(address.getPath())))) {
                    connection.complete(channel);
                    return exchange(Channels.newOutputStream(channel), Channels.newInputStream(channel));
                }
            }
            case "tcp", "http", "https" -> {
                try (Socket socket = socket(address)) {
                    connection.complete(socket);
                    return exchange(socket.getOutputStream(), socket.getInputStream());
                }
            }
            default -> throw new IOException("qis-aws cannot use addresses of this kind");
        }
    }

    private Socket socket(URI address) throws IOException, GeneralSecurityException {
        if (address.getHost() == null || address.getPort() < 0) {
            throw new IOException("host and port are missing");
        }
        if (place.certificates().isEmpty()) {
            return new Socket(address.getHost(), address.getPort());
        }
        return EngineTls.of(place.certificates().get())
                .getSSLContext()
                .getSocketFactory()
                .createSocket(address.getHost(), address.getPort());
    }

    private static String exchange(OutputStream out, InputStream in) throws IOException {
        out.write(QUESTION);
        out.flush();
        String answer = new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        int body = answer.indexOf("\r\n\r\n");
        String status = answer.lines().findFirst().orElse("");
        if (!status.matches("HTTP/1\\.[01] 200.*") || body < 0) {
            throw new IOException("not a container engine: it answered \"" + status + "\"");
        }
        return answer.substring(body);
    }

    private ContainerEngine engine(String body) throws IOException {
        JsonNode version = JSON.readTree(body);
        if (!version.hasNonNull("ApiVersion")) {
            throw new IOException("not a container engine: its answer has no ApiVersion");
        }
        boolean podman =
                version.path("Components").path(0).path("Name").asText("").contains("Podman");
        return new ContainerEngine(
                podman ? "Podman" : "Docker",
                version.path("Version").asText("").replaceFirst("\\+.*", ""),
                version.path("ApiVersion").asText(),
                place.name(),
                place.address(),
                place.certificates());
    }

    /** Ends a question that was not answered, so that its thread ends too. */
    @Override
    public void close() {
        try {
            connection.getNow(() -> {}).close();
        } catch (IOException e) {
            // The thread is a daemon: it does not keep this process running.
            return;
        }
    }
}
