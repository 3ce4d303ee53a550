package io.github.qisaws.permissions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.architecture.Call;
import io.github.qisaws.architecture.Contract.Location;
import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The resource types and data sources in an environment's modules. */
final class UsedTypes {
    /** Before the type of a data source. */
    static final String DATA = "data.";

    private static final ObjectMapper JSON = new ObjectMapper();

    private UsedTypes() {}

    /**
     * All types, whether or not a condition of the module leaves a resource out.
     *
     * @param modules the folder of the project's modules
     */
    static Set<String> of(Deployment deployment, Path modules) {
        Set<String> types = of(deployment, modules, call -> true);
        if (!deployment.parameters().isEmpty()) {
            types.add(DATA + "aws_ssm_parameter");
        }
        return types;
    }

    /** The types of resources and data sources in us-east-1. */
    static Set<String> inUsEast1(Deployment deployment, Path modules) {
        return of(deployment, modules, call -> call.contract().location() == Location.US_EAST_1);
    }

    private static Set<String> of(Deployment deployment, Path modules, Predicate<Call> wanted) {
        Set<String> types = new TreeSet<>();
        for (Call call : deployment.calls().stream().filter(wanted).toList()) {
            JsonNode module = read(modules.resolve(call.contract().name()).resolve("main.tf.json"));
            module.path("resource").fieldNames().forEachRemaining(types::add);
            module.path("data").fieldNames().forEachRemaining(type -> types.add(DATA + type));
        }
        return types;
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Problem(
                            ExitCode.FAILED,
                            "cannot read the modules of the project",
                            file + ": " + e,
                            "Restore the folder modules, for example with git checkout modules.")
                    .causedBy(e);
        }
    }
}
