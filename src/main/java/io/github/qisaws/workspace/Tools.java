package io.github.qisaws.workspace;

import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.environment.Environment;
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
 * Programs, settings, clock, and records that a command uses.
 *
 * @param variables environment variables of this process
 * @param choice Terraform program and provider, from the command line
 * @param engines finds Terraform for a folder
 * @param clock the time of plans, and for their expiry
 * @param effects records changes
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

    /** Tools without any option of the command line. */
    public static Tools of(ProcessRunner runner, Map<String, String> variables) {
        return of(runner, variables, EngineChoice.USUAL, new Effects());
    }

    /** Tools with the Terraform program and the clock of this machine. */
    public static Tools of(ProcessRunner runner, Map<String, String> variables, EngineChoice choice, Effects effects) {
        return new Tools(runner, variables, choice, new ProcessEngines(), Clock.systemUTC(), effects);
    }

    /** The user's cache folder, which can be deleted at any time. */
    public Path cache() {
        return UserCache.folder(variables);
    }

    /** Name of the user: who started the job in GitHub or GitLab, otherwise the user of this machine. */
    public String person() {
        return variables.getOrDefault(
                "GITHUB_ACTOR", variables.getOrDefault("GITLAB_USER_LOGIN", System.getProperty("user.name", "")));
    }

    /** Access to AWS in a region. */
    public AwsAccess aws(String region) {
        return new AwsAccess(region, variables, effects);
    }

    /**
     * Access to the account and region of an environment, or to an emulator.
     *
     * @throws io.github.qisaws.problem.ProblemException if the credentials are of another account
     */
    public AwsAccess aws(Environment environment) {
        AwsAccess access = aws(environment.placement().region());
        if (Endpoint.of(variables).isEmpty()) {
            access.requireAccount(environment.placement().account());
        }
        return access;
    }

    /** These tools with additional environment variables, such as those that point to an emulator. */
    public Tools with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(variables);
        all.putAll(more);
        return over(all);
    }

    /** These tools with other environment variables. */
    public Tools over(Map<String, String> others) {
        return new Tools(runner, others, choice, engines, clock, effects);
    }

    /** These tools for one of several environments, whose changes are recorded separately. */
    public Tools noting(Effects others) {
        return new Tools(runner, variables, choice, engines, clock, others);
    }

    /** These tools with another choice of program and provider. */
    public Tools choosing(EngineChoice other) {
        return new Tools(runner, variables, other, engines, clock, effects);
    }
}
