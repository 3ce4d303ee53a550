package io.github.qisaws;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.qisaws.review.view.JsonView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A schema that is published for readers of our JSON. */
public final class PublishedSchema {
    private final Schema schema;

    private PublishedSchema(Schema schema) {
        this.schema = schema;
    }

    /** The one of a name such as drift-1. */
    public static PublishedSchema of(String name) {
        String file = "/io/github/qisaws/review/" + name + ".schema.json";
        try (InputStream stream = JsonView.class.getResourceAsStream(file)) {
            return new PublishedSchema(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless the document follows the schema. */
    public void holds(String json) {
        assertThat(schema.validate(json, InputFormat.JSON)).as(json).isEmpty();
    }

    /** Fails if the document follows the schema. */
    public void refuses(String json) {
        assertThat(schema.validate(json, InputFormat.JSON)).as(json).isNotEmpty();
    }
}
