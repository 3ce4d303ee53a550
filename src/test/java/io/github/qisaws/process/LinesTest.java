package io.github.qisaws.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void theOldestLinesMakeRoomForTheNewest() {
        Lines lines = new Lines(8);
        List.of("one", "two", "three").forEach(lines);

        assertThat(lines.all()).containsExactly("three");
        assertThat(lines.dropped()).isEqualTo(2);
    }

    @Test
    void aCharacterThatIsCutBetweenTwoReadsStaysWhole() throws Exception {
        List<String> lines = new ArrayList<>();
        ByteSink sink = Sinks.lines(lines::add);
        byte[] bytes = "ä\r\nb\n\nc".getBytes(StandardCharsets.UTF_8);
        for (byte one : bytes) {
            sink.accept(new byte[] {one}, 1);
        }
        sink.end();

        assertThat(lines).containsExactly("ä", "b", "", "c");
    }

    @Test
    void aLineWithoutEndArrivesInPieces() {
        List<String> lines = new ArrayList<>();
        Sinks.LineSink sink = new Sinks.LineSink(lines::add, 3);
        sink.accept("abcd".getBytes(StandardCharsets.UTF_8), 4);
        sink.accept("ef".getBytes(StandardCharsets.UTF_8), 2);
        sink.end();

        assertThat(lines).containsExactly("abcd", "ef");
    }
}
