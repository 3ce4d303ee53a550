package io.github.qisaws.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A provider registry on this machine that offers {@code hashicorp/aws}.
 *
 * <p>The packages hold a small script in place of the real provider of some 600 MB. Init checks a package's checksum
 * and signature and unpacks it, but never starts the provider.
 */
final class LocalRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String platform;
    private final List<String> versions;
    private final SigningKey key = SigningKey.make();
    private final HttpServer server;

    LocalRegistry(String platform, List<String> versions) throws IOException {
        this.platform = platform;
        this.versions = versions;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The engine's configuration that leads to this registry, also on a machine that has a provider mirror. */
    String configuration() {
        return """
                provider_installation {
                  direct {}
                }
                host "registry.terraform.io" {
                  services = { "providers.v1" = "%1$s" }
                }
                host "registry.opentofu.org" {
                  services = { "providers.v1" = "%1$s" }
                }
                """.formatted(address() + "/v1/providers/");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<byte[]> body = versions.stream()
                .filter(version -> path.contains("/" + version + "/"))
                .findFirst()
                .flatMap(version -> file(path, version));
        if (path.equals("/v1/providers/hashicorp/aws/versions")) {
            body = Optional.of(
                    json(Map.of("versions", versions.stream().map(this::listed).toList())));
        }
        byte[] bytes = body.orElse(new byte[0]);
        exchange.getResponseHeaders().add("Content-Type", path.startsWith("/v1/") ? "application/json" : "");
        // Engines ask with HEAD before they download.
        boolean silent = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(body.isPresent() ? 200 : 404, silent ? -1 : bytes.length);
        if (!silent) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private Map<String, Object> listed(String version) {
        return Map.of(
                "version",
                version,
                "protocols",
                List.of("5.0"),
                "platforms",
                List.of(Map.of("os", os(), "arch", arch())));
    }

    private Optional<byte[]> file(String path, String version) {
        if (path.endsWith("/download/" + os() + "/" + arch())) {
            return Optional.of(json(details(version)));
        }
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "package.zip" -> Optional.of(archive(version));
            case "SHA256SUMS" -> Optional.of(checksums(version));
            case "SHA256SUMS.sig" -> Optional.of(key.sign(checksums(version)));
            default -> Optional.empty();
        };
    }

    private Map<String, Object> details(String version) {
        String files = address() + "/files/" + version + "/";
        try {
            return Map.of(
                    "protocols", List.of("5.0"),
                    "os", os(),
                    "arch", arch(),
                    "filename", filename(version),
                    "download_url", files + "package.zip",
                    "shasums_url", files + "SHA256SUMS",
                    "shasums_signature_url", files + "SHA256SUMS.sig",
                    "shasum", sha256(archive(version)),
                    "signing_keys",
                            Map.of(
                                    "gpg_public_keys",
                                    List.of(Map.of("key_id", key.id(), "ascii_armor", key.armored()))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] checksums(String version) {
        return (sha256(archive(version)) + "  " + filename(version) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private String filename(String version) {
        return "terraform-provider-aws_" + version + "_" + platform + ".zip";
    }

    /** The same bytes each time: its entry has a fixed time. */
    private static byte[] archive(String version) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry program = new ZipEntry("terraform-provider-aws_v" + version + "_x5");
            program.setTime(0);
            zip.putNextEntry(program);
            zip.write("#!/bin/sh\nexit 1\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private String os() {
        return platform.substring(0, platform.indexOf('_'));
    }

    private String arch() {
        return platform.substring(platform.indexOf('_') + 1);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] json(Map<String, ?> value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
