package io.github.qisaws.ci;

import io.github.qisaws.environment.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The repository and environments for which pipelines are generated.
 *
 * @param repository path of the repository on its host, such as acme/images; GitLab groups can be nested
 * @param branch branch from which environments are applied
 * @param directory the project's folder in the repository; a dot for the repository's root
 * @param modules the folder of the project's modules
 */
public record CiSetup(
        String repository, String branch, String directory, List<Environment> environments, Path modules) {
    public CiSetup {
        environments = List.copyOf(environments);
    }

    /** The environments by AWS account. */
    SortedMap<String, List<Environment>> accounts() {
        return environments.stream()
                .collect(Collectors.groupingBy(
                        environment -> environment.placement().account(), TreeMap::new, Collectors.toList()));
    }

    static List<String> names(List<Environment> environments) {
        return environments.stream().map(Environment::name).toList();
    }
}
