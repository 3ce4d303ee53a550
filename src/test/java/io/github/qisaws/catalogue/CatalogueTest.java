package io.github.qisaws.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.architecture.Contract;
import io.github.qisaws.module.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The committed catalogue against the modules, the price file, and the sources. */
class CatalogueTest {
    private static final Path RESOURCES = Path.of("src/main/resources/io/github/qisaws");
    private static final Pattern ROW = Pattern.compile("(?m)^  ([a-z0-9_]+):$");

    @Test
    void rowsAreSortedByName() throws IOException {
        String file = Files.readString(RESOURCES.resolve("catalogue/resource-types.yaml"));
        assertThat(ROW.matcher(file).results().map(row -> row.group(1)))
                .hasSize(Catalogue.OURS.types().size())
                .isSorted();
    }

    @Test
    void eachTypeThatAModuleUsesHasARowThatSaysHowItIsImportedAndBilled() throws IOException {
        assertThat(ModuleTypes.all()).hasSizeGreaterThan(60).allSatisfy(type -> assertThat(Catalogue.OURS.find(type))
                .as(type)
                .hasValueSatisfying(row -> {
                    assertThat(row.imported()).as("import").isPresent();
                    assertThat(row.cost()).as("cost").isPresent();
                }));
    }

    @Test
    void theParentOfAChildHasARow() {
        assertThat(Catalogue.OURS.types())
                .flatExtracting(row ->
                        row.imported().flatMap(ImportRule::parent).stream().toList())
                .isNotEmpty()
                .allSatisfy(parent -> assertThat(Catalogue.OURS.find(parent)).isPresent());
    }

    @Test
    void eachPricedItemIsInThePriceFile() throws IOException {
        JsonNode regions = new ObjectMapper()
                .readTree(RESOURCES.resolve("cost/prices.json").toFile())
                .path("regions");
        for (JsonNode region : regions) {
            assertThat(Catalogue.OURS.types().stream()
                            .flatMap(row -> row.cost().stream())
                            .filter(rule -> rule.kind() == BillingRule.Kind.EACH)
                            .map(rule -> rule.item().orElseThrow()))
                    .isNotEmpty()
                    .allSatisfy(item -> assertThat(region.has(item)).as(item).isTrue());
        }
    }

    @Test
    void eachStatefulResourceOfAContractIsInItsModuleAndOfATypeThatHoldsData() throws IOException {
        List<Contract> contracts = Modules.contracts();
        assertThat(contracts).isNotEmpty();
        for (Contract contract : contracts) {
            for (Contract.Stateful stateful : contract.stateful()) {
                String resource = stateful.resource();
                assertThat(ModuleTypes.has(contract.name(), resource))
                        .as(contract.name() + ": " + resource)
                        .isTrue();
                assertThat(Catalogue.OURS.loss(resource.substring(0, resource.indexOf('.'))))
                        .as(resource)
                        .isPresent();
            }
        }
    }
}
