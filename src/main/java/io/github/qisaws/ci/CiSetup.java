package io.github.qisaws.ci;

import io.github.qisaws.environment.Environment;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What pipelines are written for.
 *
 * @param repository its path below the host, such as acme/images; GitLab's groups can be nested
 * @param branch the one that environments follow
 * @param directory of the project in the repository; a dot when it is the repository's own
 */
public record CiSetup(String repository, String branch, String directory, List<Environment> environments) {
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
