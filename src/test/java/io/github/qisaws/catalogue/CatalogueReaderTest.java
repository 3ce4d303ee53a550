package io.github.qisaws.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueReaderTest {
    private static final String ROW = """
            names:
              state: backup-state
              size: size
            types:
              aws_disk:
                words: data volume
                data: everything on the volume
                part: volume
                import: {child: "{zone}/{name}", parent: aws_zone, lookup: [zone], by-id: false}
                cost:
                  as: volume
                  attributes:
                    size: size
                    storage: kind
                watch:
                  copy.size: size
                  copy.state: none
                  "*.limit.size": none
              other_disk:
                words: disk
                data: none
                guards: backup
                cost: free
                source: https://example.com/disk
            """;

    @Test
    void aRowHasItsFacts() {
        Catalogue catalogue = CatalogueReader.read(ROW);

        assertThat(catalogue.words("aws_disk")).isEqualTo("data volume");
        assertThat(catalogue.loss("aws_disk")).contains("everything on the volume");
        assertThat(catalogue.part("aws_disk")).contains(DeploymentPart.VOLUME);
        assertThat(catalogue.imported("aws_disk").orElseThrow())
                .isEqualTo(new ImportRule(
                        Map.of(ImportRule.Form.CHILD, "{zone}/{name}"),
                        List.of("zone"),
                        Optional.of("aws_zone"),
                        false,
                        false,
                        false));
        BillingRule cost = catalogue.find("aws_disk").orElseThrow().cost().orElseThrow();
        assertThat(cost.attribute("storage")).isEqualTo("kind");
        assertThatThrownBy(() -> cost.attribute("sise")).hasMessageContaining("sise");
        ResourceType other = catalogue.find("other_disk").orElseThrow();
        assertThat(other.data()).isEmpty();
        assertThat(other.guards()).contains(Safeguard.BACKUP);
        assertThat(other.cost().orElseThrow().kind()).isEqualTo(BillingRule.Kind.FREE);
    }

    @Test
    void aTypeWithoutARowHasOnlyTheWordsOfItsName() {
        Catalogue catalogue = CatalogueReader.read(ROW);

        assertThat(catalogue.words("aws_lost_property")).isEqualTo("lost property");
        assertThat(catalogue.loss("aws_lost_property")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "aws_disk, copy[3].size, SIZE",
        "aws_disk, part[0].limit[0].size, NONE",
        "aws_disk, part[0].size, SIZE",
        "aws_disk, sise, NONE",
        "aws_disk, state, BACKUP_STATE",
        "aws_disk, copy[3].state, NONE",
        "aws_lost_property, door.state, BACKUP_STATE"
    })
    void anAttributeMeansWhatItsPathSaysElseItsName(String type, String path, AttributeMeaning meaning) {
        assertThat(CatalogueReader.read(ROW).meaning(type, path)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "data: none -> dat: none -> other_disk: missing: data",
                "part: volume -> part: volumes -> aws_disk: unknown word: volumes",
                "guards: backup -> guard: backup -> other_disk: unknown: [guard]",
                "by-id: false -> by-di: false -> aws_disk: unknown: [by-di]",
                "by-id: false -> by-id: maybe -> aws_disk: by-id is neither true nor false: maybe",
                "lookup: [zone] -> lookup: zone -> aws_disk: lookup is not a list: zone",
                "copy.size: size -> copy.size: sise -> aws_disk: copy.size: unknown word: sise",
                "as: volume -> as: disk -> aws_disk: unknown word: disk",
                "storage: kind -> storag: kind -> aws_disk: cost VOLUME needs these attributes",
                "cost: free -> cost: each -> other_disk: only cost each and by-use have an item",
                "source: https://example.com/disk -> part: volume -> other_disk: only the types of other providers",
                "other_disk: -> aws_disk: -> duplicate key aws_disk"
            })
    void aMisspeltRowIsRejected(String right, String wrong, String message) {
        assertThat(ROW).contains(right);
        assertThatThrownBy(() -> CatalogueReader.read(ROW.replace(right, wrong)))
                .hasMessageContaining(message);
    }
}
