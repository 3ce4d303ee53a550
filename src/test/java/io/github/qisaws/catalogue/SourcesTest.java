package io.github.qisaws.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Resource types and addresses that Java sources spell out exist, so that a misspelt one fails the build. The sources of the modules
 * are left out: what they generate is checked by Terraform.
 */
class SourcesTest {
    private static final Path SOURCES = Path.of("src/main/java");

    /** Not of a data source, and not the beginning of a longer name. */
    private static final Pattern TYPE = Pattern.compile("(?<![a-z0-9_]|data\\.)aws_[a-z0-9_]+(?<!_)(?![a-z0-9_])");

    private static final Pattern ADDRESS =
            Pattern.compile("module\\.([a-z-]+)\\.(aws_[a-z0-9_]+\\.[a-z0-9_]+)(?![a-z0-9_*])");

    @Test
    void eachResourceTypeHasARow() throws IOException {
        for (Path source : sources()) {
            assertThat(unknownTypes(Files.readString(source)))
                    .as(source.toString())
                    .isEmpty();
        }
    }

    @Test
    void eachAddressIsInItsModule() throws IOException {
        for (Path source : sources()) {
            assertThat(unknownAddresses(Files.readString(source)))
                    .as(source.toString())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\"aws_instence\"', aws_instence",
        "aws_ebs_volumes.database, aws_ebs_volumes",
        "module.data-server.aws_ebs_volume.databse, module.data-server.aws_ebs_volume.databse",
        "module.dataserver.aws_ebs_volume.database, module.dataserver.aws_ebs_volume.database"
    })
    void aMisspeltOneIsFound(String source, String finding) throws IOException {
        List<String> found = new ArrayList<>(unknownTypes(source));
        found.addAll(unknownAddresses(source));
        assertThat(found).containsExactly(finding);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"aws_vpc_\" + kind", "data.aws_region.this", "module.data-server.aws_ebs_volume.database[0]"})
    void aPartOfATypeADataSourceAndAnInstanceAreNot(String source) throws IOException {
        assertThat(unknownTypes(source)).isEmpty();
        assertThat(unknownAddresses(source)).isEmpty();
    }

    private static List<String> unknownTypes(String source) {
        return TYPE.matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(type -> Catalogue.OURS.find(type).isEmpty())
                .toList();
    }

    private static List<String> unknownAddresses(String source) throws IOException {
        List<String> unknown = new ArrayList<>();
        for (MatchResult address : ADDRESS.matcher(source).results().toList()) {
            if (!ModuleTypes.has(address.group(1), address.group(2))) {
                unknown.add(address.group());
            }
        }
        return unknown;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(SOURCES.resolve("io/github/qisaws/module")))
                    .toList();
        }
    }
}
