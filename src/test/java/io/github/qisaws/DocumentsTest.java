package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links of the documents, and the files and classes that the contributors' documents name. */
class DocumentsTest {
    private static final Path DECISIONS = Path.of("src/docs/decisions");
    private static final Path CONTRIBUTING = Path.of(".github/CONTRIBUTING.md");

    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern NAMED = Pattern.compile("`([^`\n]+)`");

    /** From the top of the repository. */
    private static final Pattern FILE = Pattern.compile("(?:src|modules|environments|\\.github|\\.ci)/[\\w./-]+");

    /** A Java file below the root package, of main or test. */
    private static final Pattern CLASS = Pattern.compile("(?:[a-z]+/)+[A-Z]\\w+\\.java");

    private static final Pattern TEST = Pattern.compile("[A-Z]\\w+(?:Test|IT)");

    static List<Path> documents() {
        return Stream.of("README.md", "CHANGELOG.md", ".github", "src/docs")
                .flatMap(name -> files(Path.of(name)))
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
    }

    static List<Path> contributorsDocuments() {
        return documents().stream()
                .filter(file -> file.equals(CONTRIBUTING) || file.startsWith(DECISIONS))
                .toList();
    }

    private static Stream<Path> files(Path top) {
        try (Stream<Path> found = Files.walk(top)) {
            return found.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkWithinTheRepositoryLeadsToAFileAndAHeading(Path document) throws IOException {
        List<String> broken = new ArrayList<>();
        String text = CODE.matcher(Files.readString(document)).replaceAll("");
        for (MatchResult found : LINK.matcher(text).results().toList()) {
            String link = found.group(1);
            if (!link.matches("[a-z]+:.*") && !leads(document, link)) {
                broken.add(link);
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leads(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? document
                : Path.of("")
                        .toAbsolutePath()
                        .resolve(document)
                        .resolveSibling(parts[0])
                        .normalize();
        return Files.exists(target)
                && (parts.length == 1 || headings(Files.readString(target)).contains(parts[1]));
    }

    /** As GitHub makes anchors of them. */
    private static Set<String> headings(String text) {
        return HEADING.matcher(text)
                .results()
                .map(found -> found.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void theReviewInTheReadmeIsWhatTheToolPrints() throws IOException {
        String approved = Files.readString(Path.of("src/test/resources/approved/terminal/terraform-1.11-everyday.txt"));
        String top = approved.substring(0, approved.indexOf("\nChanges\n")).stripTrailing();
        assertThat(Files.readString(Path.of("README.md"))).contains("```\n" + top + "\n```");
    }

    @ParameterizedTest
    @MethodSource("contributorsDocuments")
    void filesAndClassesThatContributorsAreToldOfExist(Path document) throws IOException {
        List<String> missing = NAMED.matcher(Files.readString(document))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.contains("NAME") && !exists(name))
                .toList();
        assertThat(missing).isEmpty();
    }

    private static boolean exists(String name) {
        if (FILE.matcher(name).matches()) {
            return Files.exists(Path.of(name));
        }
        if (CLASS.matcher(name).matches()) {
            return Stream.of("main", "test")
                    .anyMatch(tree -> Files.exists(Path.of("src", tree, "java/io/github/qisaws", name)));
        }
        return !TEST.matcher(name).matches()
                || files(Path.of("src/test/java")).anyMatch(file -> file.endsWith(name + ".java"));
    }

    @Test
    void everyDecisionHasItsFourPartsAndIsInTheIndex() throws IOException {
        String index = Files.readString(DECISIONS.resolve("README.md"));
        List<Path> decisions =
                files(DECISIONS).filter(file -> !file.endsWith("README.md")).toList();
        assertThat(decisions).hasSizeGreaterThan(9);
        for (int i = 0; i < decisions.size(); i++) {
            String name = decisions.get(i).getFileName().toString();
            String text = Files.readString(decisions.get(i));
            assertThat(name).matches("%04d-[a-z0-9-]+\\.md".formatted(i + 1));
            assertThat(index).contains("(" + name + ")");
            assertThat(text)
                    .as(name)
                    .startsWith("# ")
                    .containsSubsequence("\n## Status\n", "\n## Context\n", "\n## Decision\n", "\n## Consequences\n");
            assertThat(text.lines().count()).as("half a page: " + name).isLessThanOrEqualTo(40);
        }
    }
}
