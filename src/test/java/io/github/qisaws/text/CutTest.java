package io.github.qisaws.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutTest {
    private static final String SMILE = "\ud83d\ude00";
    private static final String ACCENT = "e\u0301";

    @ParameterizedTest
    @CsvSource({
        "abSc, 5, abSc",
        "abSc, 4, ab…",
        "abSc, 3, ab…",
        "abAc, 5, abAc",
        "abAc, 4, ab…",
        "abc, 2, a…",
        "SSS, 3, S…"
    })
    void aShortenedTextHasWholeCharacters(String text, int most, String expected) {
        assertThat(Cut.shortened(written(text), most)).isEqualTo(written(expected));
    }

    private static String written(String text) {
        return text.replace("S", SMILE).replace("A", ACCENT);
    }
}
