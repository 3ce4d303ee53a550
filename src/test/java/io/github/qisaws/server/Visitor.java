package io.github.qisaws.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Somebody outside, who sees only the load balancer's address. */
final class Visitor {
    private final Lab lab;
    private final Path got;

    Visitor(Lab lab) {
        this.lab = lab;
        this.got = lab.folder().resolve("got");
    }

    /** A picture that a wrong resize or a cut file cannot pass for. */
    Path picture(String name, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int x = 0; x < width; x++) {
            graphics.setColor(new Color(x * 255 / width, (x * 7) % 256, 99));
            graphics.drawLine(x, 0, width - x, height);
        }
        graphics.dispose();
        Path file = lab.folder().resolve(name);
        try {
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    String token(String password) {
        return token("admin", password);
    }

    /** Empty when the login is refused. */
    String token(String user, String password) {
        Shell.Result answer = lab.curl("-sS", "-X", "POST", "-u", user + ":" + password, Lab.PROXY + "/api/v1/token/");
        try {
            return new ObjectMapper().readTree(answer.out()).at("/data/token").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.toString(), e);
        }
    }

    /** Asks for a small version of each image, some at the same time, and fails unless each is served. */
    void all(String site, List<String> sources, int together) {
        StringBuilder requests = new StringBuilder();
        for (String source : sources) {
            String encoded = URLEncoder.encode(source, StandardCharsets.UTF_8).replace("+", "%20");
            requests.append("url = \"%s/image?src=%s&width=8\"%noutput = /dev/null%n".formatted(site, encoded));
        }
        Path file = lab.folder().resolve("requests");
        Disk.write(file.toString(), requests.toString());
        List<String> command = new ArrayList<>(lab.inNetwork("curl", "-sS", "--noproxy", "*", "--parallel"));
        command.addAll(List.of(
                "--parallel-max", Integer.toString(together), "-H", "X-Forwarded-Proto: https", "-K", file.toString()));
        command.addAll(List.of("-w", "%{http_code} %{url_effective}\n"));
        List<String> answers =
                Shell.check(Duration.ofMinutes(2), command).lines().toList();
        List<String> failed =
                answers.stream().filter(answer -> !answer.startsWith("200 ")).toList();
        if (answers.size() != sources.size() || !failed.isEmpty()) {
            throw new AssertionError(answers.size() + " answers, not served: " + failed);
        }
    }

    /** The status and body of an upload into the folder of the health checks, which every server knows. */
    String upload(String token, Path file) {
        return lab.curl(
                        "-sS",
                        "-w",
                        "%{http_code}",
                        "-u",
                        token + ":unused",
                        "-F",
                        "files=@" + file,
                        "-F",
                        "path=qis-health",
                        "-F",
                        "overwrite=true",
                        Lab.PROXY + "/api/v1/upload/")
                .out();
    }

    int status(String path) {
        return status(path, "X-Nothing: here");
    }

    private int status(String path, String header) {
        return Integer.parseInt(
                lab.curl("-sS", "-o", got.toString(), "-w", "%{http_code}", "-H", header, Lab.PROXY + path)
                        .out()
                        .trim());
    }

    /** The bytes that were uploaded, which QIS gives to known users only. */
    byte[] original(String token, String source) {
        String login = Base64.getEncoder().encodeToString((token + ":unused").getBytes(StandardCharsets.US_ASCII));
        return bytes("/original?src=" + source, "Authorization: Basic " + login);
    }

    private byte[] bytes(String path, String header) {
        int status = status(path, header);
        if (status != 200) {
            throw new AssertionError(path + " answers " + status + ": " + Lab.read(got));
        }
        try {
            return Files.readAllBytes(got);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BufferedImage image(String path) {
        bytes(path, "X-Nothing: here");
        try {
            return ImageIO.read(got.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
