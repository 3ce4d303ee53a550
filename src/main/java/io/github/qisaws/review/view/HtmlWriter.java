package io.github.qisaws.review.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Writes HTML with a Content Security Policy that allows only the report's own style and script. */
final class HtmlWriter {
    private static final String FOLDER = "/io/github/qisaws/review/";

    private final StringBuilder html = new StringBuilder();

    /** Adds markup unescaped; never for a text from a plan. */
    HtmlWriter raw(String markup) {
        html.append(markup);
        return this;
    }

    HtmlWriter text(String text) {
        html.append(Html.escape(Clean.line(text)));
        return this;
    }

    HtmlWriter element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">\n");
    }

    void head(String title) {
        String style = resource("report.css");
        String script = resource("report.js");
        raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '" + hash(style)
                + "'; script-src '" + hash(script) + "'\">\n");
        raw("<title>").text(title).raw("</title>\n<style>").raw(style).raw("</style>\n</head>\n<body>\n");
        raw("<a class=\"skip\" href=\"#main\">Skip to the details</a>\n");
    }

    String end() {
        raw("<script>").raw(resource("report.js")).raw("</script>\n</body>\n</html>\n");
        return html.toString();
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlWriter.class.getResourceAsStream(FOLDER + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
