package io.github.qisaws.pipeline;

import io.github.qisaws.process.ProcessRunner;
import io.github.qisaws.process.UserCache;
import io.github.qisaws.synth.Versions;
import io.github.qisaws.terraform.ProviderRequest;
import io.github.qisaws.terraform.ProviderSupport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run works with, as the command line and our own environment say.
 *
 * @param variables our own environment variables
 * @param engine path or name of the engine; empty: look for one
 * @param providerMirror a folder that holds registry.terraform.io; empty: look for one
 * @param providerVersion the AWS provider version for a first init
 * @param debug leave the engine's log on
 * @param engines finds the engine for a folder
 * @param clock tells when a plan was made and whether it has expired
 */
public record Tools(
        ProcessRunner runner,
        Map<String, String> variables,
        Optional<String> engine,
        Optional<String> providerMirror,
        ProviderRequest providerVersion,
        boolean debug,
        Engines engines,
        Clock clock) {
    /** AWS provider versions that this release accepts and was tested with. */
    public static final ProviderSupport PROVIDERS = ProviderSupport.of(Versions.AWS, Versions.TESTED_AWS);

    public Tools {
        variables = Map.copyOf(variables);
    }

    /** Tools without any option of the command line. */
    public static Tools of(ProcessRunner runner, Map<String, String> variables) {
        return new Tools(
                runner,
                variables,
                Optional.empty(),
                Optional.empty(),
                ProviderRequest.TESTED,
                false,
                new ProcessEngines(),
                Clock.systemUTC());
    }

    /** The same with the options of a command line. */
    public Tools choosing(
            Optional<String> program, Optional<String> mirror, ProviderRequest version, boolean logging) {
        return new Tools(runner, variables, program, mirror, version, logging, engines, clock);
    }

    /** The same with another engine and another clock. */
    Tools running(Engines others, Clock time) {
        return new Tools(runner, variables, engine, providerMirror, providerVersion, debug, others, time);
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

    /** The same with further variables, such as those that point at an emulator. */
    public Tools with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(variables);
        all.putAll(more);
        return over(all);
    }

    /** The same with these variables in place of the others. */
    public Tools over(Map<String, String> others) {
        return new Tools(runner, others, engine, providerMirror, providerVersion, debug, engines, clock);
    }
}
