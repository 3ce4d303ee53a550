package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.catalogue.AwsTypes;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.catalogue.ResourceType;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** No resource is destroyed, replaced, or forgotten in silence, unless the catalogue lists its type as harmless. */
class TypeLossesTest {
    @Test
    void everyTypeOfTheAwsProvider() throws IOException {
        assertThat(AwsTypes.recorded()).hasSizeGreaterThan(1500);
        assertThat(TypeLosses.tooMild(AwsTypes.recorded())).isEmpty();
    }

    @Test
    void everyTypeOfTheCatalogue() {
        assertThat(TypeLosses.tooMild(
                        Catalogue.OURS.types().stream().map(ResourceType::name).toList()))
                .isEmpty();
    }

    @Property(tries = 300, seed = "13")
    void anyOtherType(@ForAll("types") String type) {
        assertThat(TypeLosses.tooMild(List.of(type))).isEmpty();
    }

    @Provide
    Arbitrary<String> types() {
        Arbitrary<String> provider = Arbitraries.of(
                        "aws", "awscc", "google", "azurerm", "kubernetes", "helm", "oci", "hcloud", "null", "data")
                .edgeCases(none -> none.none());
        Arbitrary<String> name = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("_0123456789-")
                .ofMinLength(1)
                .ofMaxLength(30);
        return Combinators.combine(provider, name).as((prefix, rest) -> prefix + "_" + rest);
    }
}
