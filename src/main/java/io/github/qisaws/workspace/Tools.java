package io.github.qisaws.workspace;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.problem.Effects;
import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.process.UserCache;
import io.github.qisaws.synth.Versions;
import io.github.qisaws.terraform.ProviderSupport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a command works with.
 *
 * @param variables our own environment variables
 * @param choice what the command line chooses
 * @param engines finds the engine for a folder
 * @param clock tells when a plan was made and whether it has expired
 * @param effects where changes are noted
 */
public record Tools(
        ProcessRunner runner,
        Map<String, String> variables,
        EngineChoice choice,
        Engines engines,
        Clock clock,
        Effects effects) {
    /** AWS provider versions that this release accepts and was tested with. */
    public static final ProviderSupport PROVIDERS = ProviderSupport.of(Versions.AWS, Versions.TESTED_AWS);

    public Tools {
        variables = Map.copyOf(variables);
    }

    /** Without any option of the command line. */
    public static Tools of(ProcessRunner runner, Map<String, String> variables) {
        return of(runner, variables, EngineChoice.USUAL, new Effects());
    }

    /** The engine of this machine, and its clock. */
    public static Tools of(ProcessRunner runner, Map<String, String> variables, EngineChoice choice, Effects effects) {
        return new Tools(runner, variables, choice, new ProcessEngines(), Clock.systemUTC(), effects);
    }

    /** What can be made again at any time. */
    public Path cache() {
        return UserCache.folder(variables);
    }

    /** Who runs this: the person behind a job of GitHub or GitLab, else the user of this machine. */
    public String person() {
        return variables.getOrDefault(
                "GITHUB_ACTOR", variables.getOrDefault("GITLAB_USER_LOGIN", System.getProperty("user.name", "")));
    }

    /** AWS in a region. */
    public AwsAccess aws(String region) {
        return new AwsAccess(region, variables, effects);
    }

    /** The same with further variables, such as those that point at an emulator. */
    public Tools with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(variables);
        all.putAll(more);
        return over(all);
    }

    /** The same with these variables in place of the others. */
    public Tools over(Map<String, String> others) {
        return new Tools(runner, others, choice, engines, clock, effects);
    }

    /** The same for one of several environments, whose changes are noted apart. */
    public Tools noting(Effects others) {
        return new Tools(runner, variables, choice, engines, clock, others);
    }

    /** The same with another choice. */
    public Tools choosing(EngineChoice other) {
        return new Tools(runner, variables, other, engines, clock, effects);
    }
}
