package io.github.qisaws.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check finds each kind of mistake that is planted in a row. */
class SchemaCheckTest {
    private static final String SCHEMA = """
            {"provider_schemas": {"registry.terraform.io/hashicorp/aws": {"resource_schemas": {"aws_disk": {"block": {
              "attributes": {
                "size": {"type": "number", "required": true},
                "kind": {"type": "string", "optional": true},
                "name": {"type": "string", "optional": true},
                "zones": {"type": ["set", "string"], "optional": true},
                "state": {"type": "string", "computed": true},
                "door": {"type": ["list", ["object", {"open": "bool"}]], "optional": true},
                "lock": {"nested_type": {"attributes": {"key": {"type": "string", "optional": true}}}, "optional": true}},
              "block_types": {"copy": {"block": {
                "attributes": {"size": {"type": "number", "optional": true}}}}}
            }}}}}}
            """;

    private static final String ROW = """
            names: {size: size, state: status}
            types:
              aws_disk:
                words: disk
                data: none
                import: {child: "{kind|zones}/{name}", lookup: ["lock[0].key"]}
                cost: {as: volume, attributes: {size: "copy[0].size", storage: kind}}
                watch: {size: size, door.open: protection, "*.size": size}
            """;

    @Test
    void aRowThatNamesWhatTheSchemaHasPasses() throws JsonProcessingException {
        Catalogue right = CatalogueReader.read(ROW);

        assertThat(check().missing(right.types())).isEmpty();
        assertThat(check().unlisted(right, right.types())).isEmpty();
        assertThat(check().unknown(right.names().keySet())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "aws_disk -> aws_disc -> aws_disc is not a resource type",
                "door.open -> door.opened -> aws_disk has no attribute door.opened",
                "*.size -> *.sizes -> aws_disk has no attribute *.sizes",
                "watch: {size: -> watch: {copy: -> aws_disk has no attribute copy",
                "watch: {size: -> watch: {sise: -> aws_disk has no attribute sise",
                "|zones} -> |zone} -> aws_disk has no attribute zone",
                "{name} -> {nam} -> aws_disk has no attribute nam",
                "lock[0].key -> lock[0].keys -> aws_disk has no attribute lock.keys",
                "copy[0].size -> copie[0].size -> aws_disk has no attribute copie.size",
                "storage: kind -> storage: kinds -> aws_disk has no attribute kinds"
            })
    void aPlantedMistakeIsFound(String right, String wrong, String finding) throws JsonProcessingException {
        assertThat(ROW).contains(right);
        Catalogue mistaken = CatalogueReader.read(ROW.replace(right, wrong));

        assertThat(check().missing(mistaken.types())).containsExactly(finding);
    }

    @Test
    void anAttributeWithAWatchedNameMustBeListedIfAConfigurationMaySetIt() throws JsonProcessingException {
        Catalogue forgotten = CatalogueReader.read(ROW.replace(", \"*.size\": size", ""));

        assertThat(check().unlisted(forgotten, forgotten.types())).containsExactly("aws_disk does not list copy.size");
    }

    @Test
    void aWatchedNameThatNoTypeHasIsFound() throws JsonProcessingException {
        assertThat(check().unknown(Set.of("size", "sise"))).containsExactly("sise");
    }

    private static SchemaCheck check() throws JsonProcessingException {
        return new SchemaCheck(new ProviderSchema(new ObjectMapper().readTree(SCHEMA)));
    }
}
