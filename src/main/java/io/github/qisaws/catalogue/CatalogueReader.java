package io.github.qisaws.catalogue;

import io.github.qisaws.catalogue.ImportRule.Form;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the catalogue file. An unknown member or word is an error, so that a misspelling cannot hide a fact. */
final class CatalogueReader {
    /** The word for a type that holds no data: destroying a resource of it loses nothing. */
    private static final String NO_DATA = "none";

    private CatalogueReader() {}

    static Catalogue read(String yaml) {
        // A key that appears twice is an error by default.
        Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return Row.read(
                document,
                row -> new Catalogue(
                        row.all("names", (name, value) -> meaning(value)),
                        Set.copyOf(row.texts("protecting-settings")),
                        row.all("types", CatalogueReader::type)));
    }

    private static ResourceType type(String name, Object members) {
        return Row.read(
                members,
                row -> new ResourceType(
                        name,
                        row.needed("words"),
                        Optional.of(row.needed("data")).filter(data -> !data.equals(NO_DATA)),
                        row.all("empty", (path, value) -> Row.text(value)),
                        row.member("part").map(word -> Row.word(DeploymentPart.class, word)),
                        row.member("guards").map(word -> Row.word(Safeguard.class, word)),
                        row.member("import").map(each -> Row.read(each, CatalogueReader::imported)),
                        row.member("cost").map(CatalogueReader::cost),
                        row.all("watch", (path, value) -> meaning(value)),
                        row.text("source")));
    }

    private static AttributeMeaning meaning(Object word) {
        return Row.word(AttributeMeaning.class, word);
    }

    private static ImportRule imported(Row row) {
        Map<Form, String> forms = new EnumMap<>(Form.class);
        for (Form form : Form.values()) {
            row.text(Row.word(form)).ifPresent(text -> forms.put(form, text));
        }
        return new ImportRule(
                forms,
                row.texts("lookup"),
                row.text("parent"),
                row.flag("shared", false),
                row.flag("by-id", true),
                row.flag("repeatable", false));
    }

    /** A kind without an item and without attributes may stand alone: {@code cost: free}. */
    private static BillingRule cost(Object cost) {
        Object members = cost instanceof String kind ? Map.of("as", kind) : cost;
        return Row.read(
                members,
                row -> new BillingRule(
                        Row.word(BillingRule.Kind.class, row.needed("as")),
                        row.text("item"),
                        row.all("attributes", (role, path) -> Row.text(path))));
    }
}
