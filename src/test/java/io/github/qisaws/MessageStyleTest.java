package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages have one form, and use the terms of Terraform and AWS. */
class MessageStyleTest {
    private static final Path SOURCES = Path.of("src/main/java/io/github/qisaws");

    @Test
    void everyMessageHasTheForm() throws IOException {
        assertThat(MessageScanner.faults(files())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "new Problem(X, \"The plan is stale\", why, fix) | what starts with a capital",
                "new Problem(X, \"plan is stale.\", why, fix) | what ends with a period",
                "new Problem(X, (a ? \"plan is stale\" : \"plan \" + b + \" is gone.\"), why, fix) | what ends with"
                        + " a period",
                "new Problem(X, \"0123456789012345678901234567890123456789012345678901234567890123456789 is more"
                        + " than 80\", why, fix)"
                        + " | what is longer than 80 characters",
                "new Problem(X, what, \"it is stale.\", fix) | why does not start with a capital",
                "new Problem(X, what, \"It is \" + b + \" stale\", fix) | why does not end with a period",
                "new Problem(X, what, why, \"run it again.\") | fix does not start with a capital",
                "new Problem(X, what, why, \"Run it again\") | fix ends neither with a period nor with a command",
                "new Problem(X, what, why, CONSTANT) | fix does not start with a capital",
                "new Problem(X, \"locked by somebody\", why, fix) | \"somebody\" is not a term of the glossary",
                "new Problem(X, what, \"Its values are in clear.\", fix) | \"in clear\" is not a term of the glossary",
                "new Problem(X, what, why, \"Mend it.\") | \"Mend\" is not a term of the glossary",
                "usage(\"Both were given\", 1) | what starts with a capital",
            })
    void aFaultIsFound(String expression, String fault) {
        assertThat(MessageScanner.faults(List.of(source("Object o = " + expression + ";"))))
                .singleElement()
                .asString()
                .contains(fault);
    }

    @Test
    void aForbiddenWordInAHelpTextIsFound() {
        assertThat(MessageScanner.faults(List.of(
                        source("@Option(names = \"-x\", description = \"Takes up \" + \"a" + " run.\") int x;"))))
                .singleElement()
                .asString()
                .contains("\"Takes up\" is not a term of the glossary");
    }

    @Test
    void aResultOfAMethodNamedLikeAnArgumentIsChecked() {
        assertThat(MessageScanner.faults(List.of(source(
                        "String what(int a) { return switch (a) { case 1 -> \"ok\"; default ->" + " \"No.\"; }; }"))))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "new Problem(X, \"Terraform is missing\", \"terraform is not on the PATH.\", \"Install it.\")",
                "new Problem(X, name + \" is stale\", \"commit: planned \" + a, \"\")",
                "new Problem(X, \"AWS rejected \" + call, e.getMessage(), \"Install it, for example: go install x\")",
            })
    void theFormIsAccepted(String expression) {
        assertThat(MessageScanner.faults(List.of(source("Object o = " + expression + ";"))))
                .isEmpty();
    }

    private static Iterable<? extends JavaFileObject> files() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> chosen =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            return ToolProvider.getSystemJavaCompiler()
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjectsFromPaths(chosen);
        }
    }

    private static JavaFileObject source(String member) {
        String text = "class Planted { static final String CONSTANT = \"run it.\"; " + member
                + " static Object usage(String what, int x) { return new Problem(X, what, why, fix); } }";
        return new SimpleJavaFileObject(URI.create("string:///Planted.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
