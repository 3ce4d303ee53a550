package io.github.qisaws.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.TestProvider;
import io.github.qisaws.review.guard.TypeLosses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed catalogue against the AWS provider itself. Each test starts the provider once. */
class CatalogueIT {
    @TempDir
    Path folder;

    @Test
    void eachRowNamesWhatTheOldestProviderHas() throws IOException {
        ProviderSchema schema = schema(TestProvider.oldest());
        SchemaCheck check = new SchemaCheck(schema);
        List<ResourceType> rows = Catalogue.OURS.types().stream()
                .filter(row -> row.name().startsWith(ResourceType.AWS))
                .toList();

        assertThat(check.missing(rows)).isEmpty();
        assertThat(check.unlisted(Catalogue.OURS, rows))
                .as("attributes with a watched name, for the row's watch")
                .isEmpty();
        assertThat(check.unknown(Catalogue.OURS.names().keySet())).isEmpty();
        eachTypeIsJudged(schema);
    }

    /** A newest provider that is built for the tests has only the services of the modules. */
    @Test
    void eachRowThatAModuleUsesNamesWhatTheNewestProviderHas() throws IOException {
        ProviderSchema schema = schema(TestProvider.newest());

        assertThat(new SchemaCheck(schema).missing(ModuleTypes.rows())).isEmpty();
        eachTypeIsJudged(schema);
    }

    /** No type is lost in silence, and the unit tests know all of them. */
    private static void eachTypeIsJudged(ProviderSchema schema) throws IOException {
        assertThat(TypeLosses.tooMild(schema.types())).isEmpty();
        assertThat(schema.types()).as("lines of " + AwsTypes.FILE).isSubsetOf(AwsTypes.recorded());
    }

    private ProviderSchema schema(TestProvider provider) throws IOException {
        TestEngine engine = provider.engineIn(folder);
        Files.writeString(
                folder.resolve("main.tf.json"),
                "{\"terraform\": {\"required_providers\": {\"aws\": {\"source\": \"hashicorp/aws\"}}}}");
        Result initialized = engine.run(folder, "init", "-backend=false", "-input=false", "-no-color");
        assertThat(initialized.exitCode()).as(initialized.toString()).isZero();
        Result printed = engine.run(folder, "providers", "schema", "-json");
        assertThat(printed.exitCode()).as(printed.err()).isZero();
        return new ProviderSchema(new ObjectMapper().readTree(printed.out()));
    }
}
