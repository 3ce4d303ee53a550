package io.github.qisaws.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.catalogue.ResourceType;
import org.junit.jupiter.api.Test;

class UntaggedResourcesTest {
    @Test
    void theTypesThatAreSearchedForAreThoseForWhichTheCatalogueHasALookup() {
        assertThat(Catalogue.OURS.types().stream()
                        .filter(row -> row.imported().stream()
                                .anyMatch(rule -> !rule.lookup().isEmpty()))
                        .map(ResourceType::name))
                .containsExactlyInAnyOrderElementsOf(UntaggedResources.types());
    }
}
