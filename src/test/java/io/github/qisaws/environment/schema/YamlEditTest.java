package io.github.qisaws.environment.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One value changes; comments, order, and layout stay. */
class YamlEditTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a: 1¶database:¶  version: "16" # kept¶  x: 2¶        | a: 1¶database:¶  version: "17" # kept¶  x: 2¶
            database: {version: '16', x: 2} # é 😀¶               | database: {version: "17", x: 2} # é 😀¶
            # é 😀¶database:¶  version: "16.4"¶                    | # é 😀¶database:¶  version: "17"¶
            database:¶    # first¶    x: 2 # two¶    y: 3¶        | database:¶    # first¶    version: "17"¶    x: 2 # two¶    y: 3¶
            database: {x: 2}¶                                     | database: {version: "17", x: 2}¶
            database: {}¶                                         | database: {version: "17"}¶
            a: 1¶                                                 | a: 1¶database:¶  version: "17"¶
            a: 1                                                  | a: 1¶database:¶  version: "17"¶
            a: {version: "1"}¶database:¶  version: "16"¶          | a: {version: "1"}¶database:¶  version: "17"¶
            """)
    void onlyTheValueChanges(String before, String after) {
        assertThat(YamlEdit.set(text(before), "database", "version", "\"17\"")).isEqualTo(text(after));
    }

    private static String text(String row) {
        return row.replace('¶', '\n');
    }
}
