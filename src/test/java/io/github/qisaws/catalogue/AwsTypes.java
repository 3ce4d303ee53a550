package io.github.qisaws.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The resource types of the tested AWS providers, as {@link CatalogueIT} finds them in the providers' schemas. */
public final class AwsTypes {
    static final Path FILE = Path.of("src/test/resources/io/github/qisaws/catalogue/aws-types.txt");

    private AwsTypes() {}

    public static Set<String> recorded() throws IOException {
        return new TreeSet<>(Files.readAllLines(FILE));
    }
}
