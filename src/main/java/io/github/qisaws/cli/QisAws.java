package io.github.qisaws.cli;

import io.github.qisaws.problem.Effects;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.process.Interrupts;
import io.github.qisaws.workspace.Project;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command and the options that every command has. */
@Command(
        name = "qis-aws",
        description = "Deploys and operates Quru Image Server on AWS: one short file per environment.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:success",
            " 1:Terraform or AWS failed",
            " 2:the plan has changes (only with --detailed-exitcode)",
            "64:wrong use of the command line",
            "65:invalid environment file",
            "69:Terraform, provider, or emulator not available",
            "70:internal error (a bug in qis-aws)",
            "75:state is locked by another process",
            "77:wrong account, no credentials, or a permission is missing",
            "80:blocked by the guard",
            "81:saved plan is stale or was modified",
            "82:resources were changed outside Terraform",
            "83:not confirmed",
            "84:applied, but the rollout failed, was rolled back, or did not end in time"
        },
        footerHeading = "%nEvery option can be set by an environment variable, for example --no-color by"
                + " QIS_AWS_NO_COLOR.%nTerraform means Terraform or OpenTofu.%n",
        subcommands = {
            DemoCommand.class,
            SmokeCommand.class,
            EnvCommand.class,
            BootstrapCommand.class,
            CertificateCommand.class,
            InitCommand.class,
            ValidateCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            RolloutCommand.class,
            DestroyCommand.class,
            RecoverCommand.class,
            DriftCommand.class,
            UpgradeCommand.class,
            RebootCommand.class,
            MigrateCommand.class,
            AlarmsCommand.class,
            RestoreCommand.class,
            ReviewCommand.class,
            CostCommand.class,
            PermissionsCommand.class,
            CiCommand.class,
            ImageCommand.class,
            OutputCommand.class,
            StateCommand.class,
            SynthCommand.class,
            SchemaCommand.class,
            ModulesCommand.class,
            CompletionCommand.class
        })
final class QisAws implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-C", "--directory"},
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "Project directory (default: the working directory, or its nearest parent with environments/).")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "Disable colors, like the variable NO_COLOR.")
    private boolean noColor;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print stack traces and Terraform's log.")
    private boolean debug;

    private final Effects effects = new Effects();
    private Interrupts interrupts;

    @Override
    public Integer call() {
        throw new Problem(ExitCode.USAGE, "no command given", "", "Run qis-aws --help.").asException();
    }

    Console console() {
        return new Console(spec.commandLine().getOut(), err(), Console.wantsColor(noColor));
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    Project project() {
        return Project.above(directory.orElse(Path.of("")));
    }

    /**
     * Handles signals of this process. Installed on first use, because a command that runs no other program needs no
     * handler.
     */
    Interrupts interrupts() {
        if (interrupts == null) {
            interrupts = Interrupts.ofSignals(signal -> System.exit(128 + signal));
        }
        return interrupts;
    }

    /** Records what this command has changed. */
    Effects effects() {
        return effects;
    }

    boolean debug() {
        return debug;
    }
}
