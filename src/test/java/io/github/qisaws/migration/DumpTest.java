package io.github.qisaws.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpTest {
    private static final String PLAIN = "--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\n";

    @TempDir
    private Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("dump"), content);
    }

    private Path file(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void theFormatsThatTheServerLoadsAreRecognized() throws IOException {
        assertThat(Dump.kindOf(file("PGDMP\1\16\0rest"))).isEqualTo("custom format");
        assertThat(Dump.kindOf(file(PLAIN))).isEqualTo("plain SQL");
        assertThat(Dump.kindOf(file(gzip(PLAIN)))).isEqualTo("plain SQL, compressed");
    }

    @Test
    void othersAreRefusedWithTheirReason() throws IOException {
        assertThatThrownBy(() -> Dump.kindOf(folder)).hasMessageContaining("directory");
        assertThatThrownBy(() -> Dump.kindOf(folder.resolve("none"))).hasMessageContaining("NoSuchFileException");
        assertThatThrownBy(() -> Dump.kindOf(file(""))).hasMessageContaining("does not begin");
        assertThatThrownBy(() -> Dump.kindOf(file(gzip("PGDMP")))).hasMessageContaining("does not begin");
        assertThatThrownBy(() -> Dump.kindOf(file("-- PostgreSQL database cluster dump\n")))
                .hasMessageContaining("pg_dumpall");
        assertThatThrownBy(() -> Dump.kindOf(file("x".repeat(257) + "ustar"))).hasMessageContaining("tar format");
    }

    @Test
    void theChecksumIsThatOfTheFile() throws IOException {
        assertThat(Dump.read(file(PLAIN)).sha256()).isEqualTo(Hashing.sha256(PLAIN));
    }
}
