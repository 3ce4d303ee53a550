package io.github.qisaws.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.testcontainers.images.builder.Transferable;

/** A registry with one image of one layer of 8 MB (OCI Distribution Specification 1.1, "Pull"). */
final class Registry implements AutoCloseable {
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final int PARTS = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Registry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
    }

    /**
     * A registry that answers.
     *
     * @param download time that the layer takes
     */
    static Registry answering(Duration download) throws IOException {
        Registry registry = new Registry();
        byte[] layer = layer();
        byte[] config = json(Map.of(
                "architecture",
                "amd64",
                "os",
                "linux",
                "config",
                Map.of(),
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of(digest(layer)))));
        byte[] manifest = json(Map.of(
                "schemaVersion",
                2,
                "mediaType",
                MANIFEST,
                "config",
                part("application/vnd.docker.container.image.v1+json", config),
                "layers",
                List.of(part("application/vnd.docker.image.rootfs.diff.tar", layer))));
        registry.serve("/", new byte[0], "text/plain", Duration.ZERO);
        registry.serve("/v2/motoserver/moto/manifests/", manifest, MANIFEST, Duration.ZERO);
        registry.serve(
                "/v2/motoserver/moto/blobs/" + digest(config), config, "application/octet-stream", Duration.ZERO);
        registry.serve("/v2/motoserver/moto/blobs/" + digest(layer), layer, "application/octet-stream", download);
        registry.server.start();
        return registry;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(String path, byte[] content, String type, Duration time) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Docker-Content-Digest", digest(content));
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (head) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
            }
            exchange.sendResponseHeaders(200, head || content.length == 0 ? -1 : content.length);
            if (!head) {
                send(exchange, content, time);
            }
            exchange.close();
        });
    }

    private static void send(HttpExchange exchange, byte[] content, Duration time) throws IOException {
        OutputStream body = exchange.getResponseBody();
        int size = content.length / PARTS + 1;
        for (int from = 0; from < content.length; from += size) {
            body.write(content, from, Math.min(size, content.length - from));
            body.flush();
            try {
                TimeUnit.MILLISECONDS.sleep(time.toMillis() / PARTS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Map<String, Object> part(String type, byte[] content) {
        return Map.of("mediaType", type, "size", content.length, "digest", digest(content));
    }

    /** A file of random bytes, which no engine has from an earlier run. */
    private static byte[] layer() throws IOException {
        byte[] random = new byte[8_000_000];
        new Random().nextBytes(random);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            Transferable.of(random).transferTo(tar, "random");
        }
        return bytes.toByteArray();
    }

    private static byte[] json(Map<String, Object> value) throws JsonProcessingException {
        return JSON.writeValueAsString(value).getBytes(UTF_8);
    }

    private static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
