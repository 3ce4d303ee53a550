package io.github.qisaws.pipeline;

import io.github.qisaws.aws.DatabaseAccount;
import io.github.qisaws.aws.DatabaseAccount.Database;
import io.github.qisaws.database.ManagedDatabase;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reboots the database of an environment on RDS, which alone applies its static parameters. */
public final class DatabaseReboot {
    private final Project project;
    private final Tools tools;
    private final ProgressLog log;
    private final Pace pace;
    private final Function<Environment, DatabaseAccount> accounts;

    /**
     * A reboot.
     *
     * @param pace how often AWS is asked, and for how long
     */
    public DatabaseReboot(Project project, Tools tools, ProgressLog log, Pace pace) {
        this(project, tools, log, Databases.pace(tools, pace), environment -> Databases.account(tools, environment));
    }

    /**
     * A reboot in an account of the caller's choice.
     *
     * @param accounts returns the account of an environment
     */
    DatabaseReboot(
            Project project, Tools tools, ProgressLog log, Pace pace, Function<Environment, DatabaseAccount> accounts) {
        this.project = project;
        this.tools = tools;
        this.log = log;
        this.pace = pace;
        this.accounts = accounts;
    }

    /**
     * Reboots the database.
     *
     * @param consent gets what the reboot means; throws unless the user consents
     * @return the result in words
     */
    public String run(String name, Consumer<String> consent) {
        Environment environment = EnvironmentFile.read(project.existingFolder(name));
        Databases.version(environment);
        ManagedDatabase database =
                new ManagedDatabase(accounts.apply(environment), environment, pace, tools.clock(), log::say);
        Database present = database.available();
        consent.accept("Parameter group " + present.parameterGroup() + " of " + present.identifier() + ": "
                + present.parameters() + ". The site has no database while RDS reboots it without failover.");
        Database rebooted = database.rebooted();
        return rebooted.identifier() + " is " + rebooted.status() + ", parameter group " + rebooted.parameterGroup()
                + " " + rebooted.parameters() + ".";
    }
}
