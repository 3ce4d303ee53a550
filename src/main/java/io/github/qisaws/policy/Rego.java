package io.github.qisaws.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.Command;
import io.github.qisaws.process.Ended;
import io.github.qisaws.process.Executables;
import io.github.qisaws.process.Limits;
import io.github.qisaws.process.Lines;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.review.guard.Finding;
import io.github.qisaws.review.guard.Level;
import io.github.qisaws.review.guard.RuleName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The organization's policies in Rego, in the project's folder policies/. conftest evaluates them on plans without
 * secrets.
 */
public record Rego(Path folder, ProcessRunner runner, Map<String, String> variables) {
    private static final String PROGRAM = "conftest";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * The policies of a project.
     *
     * @param project its root folder
     */
    public static Rego of(Path project, ProcessRunner runner, Map<String, String> variables) {
        return new Rego(project.toAbsolutePath().normalize().resolve("policies"), runner, variables);
    }

    /** Whether the project has a policy. */
    public boolean present() {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".rego"));
        } catch (IOException e) {
            throw cannot(e.getClass().getSimpleName() + ": " + e.getMessage()).causedBy(e);
        }
    }

    /** Throws if there are policies, but no conftest to evaluate them. */
    public void require() {
        if (present() && Executables.onPath(PROGRAM, variables).isEmpty()) {
            throw new Problem(
                            ExitCode.UNAVAILABLE,
                            "cannot evaluate the policies in " + folder,
                            PROGRAM + " is not on the PATH. Plans are not reviewed without the policies.",
                            "Install conftest (https://www.conftest.dev/install), for example: go install"
                                    + " github.com/open-policy-agent/conftest@latest")
                    .asException();
        }
    }

    /**
     * Evaluates the policies: {@code deny} and {@code violation} block a plan, {@code warn} is a warning.
     *
     * @param plan the plan's JSON without secrets; the file name must end with .json
     */
    public List<Finding> judge(Path plan) {
        require();
        Lines out = new Lines();
        Lines err = new Lines();
        // Only these variables, because policies must not get credentials.
        Map<String, String> environment = Map.of(
                "PATH", variables.getOrDefault("PATH", ""),
                "HOME", variables.getOrDefault("HOME", System.getProperty("user.home")));
        List<String> argv = List.of(
                Executables.onPath(PROGRAM, variables).orElseThrow().toString(),
                "test",
                "--output",
                "json",
                "--no-color",
                "--all-namespaces",
                "--policy",
                folder.toString(),
                plan.toString());
        Ended ended = runner.run(Command.of(plan.toAbsolutePath().getParent(), environment, argv)
                .withStreams(out.sink(), err.sink())
                .withLimits(Limits.within(LONGEST)));
        JsonNode results = read(out.text());
        if (!results.isArray() || results.isEmpty() || !List.of(0, 1).contains(ended.exitCode())) {
            throw cannot(
                            err.text().isBlank()
                                    ? "conftest printed no result."
                                    : err.text().strip())
                    .asException();
        }
        return findings(results);
    }

    private List<Finding> findings(JsonNode results) {
        List<Finding> findings = new ArrayList<>();
        int evaluated = 0;
        for (JsonNode result : results) {
            result.path("failures").forEach(each -> findings.add(finding(Level.BLOCK, each)));
            result.path("warnings").forEach(each -> findings.add(finding(Level.WARN, each)));
            evaluated +=
                    result.path("successes").asInt() + result.path("exceptions").size();
        }
        if (evaluated == 0 && findings.isEmpty()) {
            throw cannot("No policy file has a rule that conftest evaluates: deny, violation, or warn.")
                    .asException();
        }
        return findings;
    }

    private static Finding finding(Level level, JsonNode each) {
        String rule = each.at("/metadata/query").asText("").replaceFirst("^data\\.", "");
        String address = each.at("/metadata/address").asText("");
        return Finding.of(
                RuleName.ORGANISATION_POLICY,
                level,
                address.isEmpty() ? rule : address,
                each.path("msg").asText("") + " (" + rule + ")",
                "Change the resource as the policy requires. Or accept organisation-policy with address \""
                        + (address.isEmpty() ? rule : address) + "\" and a reason in the environment file.");
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private Problem cannot(String why) {
        return new Problem(
                ExitCode.FAILED,
                "cannot evaluate the policies in " + folder,
                why,
                "Fix the policies. Run conftest verify and conftest test to check them.");
    }
}
