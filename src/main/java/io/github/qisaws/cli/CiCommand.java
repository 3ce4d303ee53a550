package io.github.qisaws.cli;

import io.github.qisaws.ci.CiInit;
import io.github.qisaws.ci.CiSystem;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes CI pipelines. */
@Command(name = "ci", description = "Writes CI pipelines for pull requests.", synopsisSubcommandLabel = "COMMAND")
final class CiCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Override
    public Integer call() {
        throw new Problem(ExitCode.USAGE, "no command given", "", "Run qis-aws ci --help.").asException();
    }

    @Command(
            description = "Writes CI pipelines and prints the AWS setup that they need. The pipelines plan each pull"
                    + " request and comment on it, apply the reviewed plan after the merge, and check for"
                    + " drift.")
    int init(
            @Parameters(paramLabel = "SYSTEM", description = "CI system: github or gitlab.") CiSystem system,
            @Option(
                            names = "--repository",
                            paramLabel = "OWNER/NAME",
                            description = "Repository whose CI jobs AWS trusts, in GitLab with all groups (default: the"
                                    + " remote origin).")
                    Optional<String> repository,
            @Option(
                            names = "--branch",
                            paramLabel = "NAME",
                            description = "Branch from which environments are applied (default: the remote's default"
                                    + " branch, or main).")
                    Optional<String> branch,
            @Option(names = "--force", description = "Overwrite files that differ.") boolean force) {
        CiInit init = new CiInit(root.project(), new EngineOptions().tools(root), root.console());
        root.console().print(init.write(system, repository, branch, force));
        return ExitCode.OK.number();
    }
}
