package io.github.qisaws.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.AwsServerCommands;
import io.github.qisaws.aws.EnvironmentServers;
import io.github.qisaws.aws.ServerTool;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.text.Size;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Removes what upgrades of PostgreSQL kept on the data server of an environment. */
public final class OldClusters {
    private static final String COMPONENT = "data-server";
    private static final String LIST = "qis-role old-databases";

    private final Project project;
    private final Tools tools;
    private final ProgressLog log;

    public OldClusters(Project project, Tools tools, ProgressLog log) {
        this.project = project;
        this.tools = tools;
        this.log = log;
    }

    /**
     * Removes the old databases. The server refuses unless the present one serves.
     *
     * @param consent gets what will be removed; throws unless the user consents
     * @return the result, one line each
     */
    public List<String> remove(String name, Consumer<List<String>> consent) {
        if (!ServerDatabaseUpgrade.isFor(project, name)) {
            throw new Problem(
                            ExitCode.USAGE,
                            name + " has no data server",
                            "Upgrades keep an old database only on a data server with Session Manager.",
                            "Use an environment of the architecture single-server or two-server.")
                    .asException();
        }
        ServerTool server = server(name);
        JsonNode found = server.report("list of the old databases", "", LIST);
        List<Integer> old = new ArrayList<>();
        List<String> consequences = new ArrayList<>();
        for (JsonNode each : found.path("old")) {
            int major = each.path("major").asInt();
            old.add(major);
            consequences.add("Removes the database of PostgreSQL " + major + " and its programs from "
                    + server.instance() + " ("
                    + Size.of(each.path("bytes").asLong()) + "), as it was before the upgrade.");
        }
        if (old.isEmpty()) {
            return List.of("The data server of " + name + " has no old database.");
        }
        consequences.add("The database in use, of PostgreSQL "
                + found.path("used").asInt() + ", stays. Afterwards, only a snapshot leads back to an older version.");
        consent.accept(consequences);
        return old.stream().map(major -> removed(server, major)).toList();
    }

    /** Run Command can run a script twice, so a database that is already gone is no failure. */
    private static String removed(ServerTool server, int major) {
        server.report(
                "removal of the old database",
                "removed the database of PostgreSQL " + major + " on " + server.instance(),
                "qis-role remove-old-database " + major + " || ! " + LIST + " | grep -q '\"major\": " + major
                        + ",' || exit 1\n" + LIST);
        return "The database of PostgreSQL " + major + " is removed from " + server.instance() + ".";
    }

    private ServerTool server(String name) {
        AwsAccess access = tools.aws(EnvironmentFile.read(project.existingFolder(name)));
        String instance = new EnvironmentServers(access, name)
                .running(COMPONENT).stream().findFirst().orElseThrow(() -> noServer(name));
        return new ServerTool(new AwsServerCommands(access, tools.clock(), log::say), instance);
    }

    private static RuntimeException noServer(String name) {
        return new Problem(
                        ExitCode.FAILED,
                        name + " has no running data server",
                        "No running instance has the tags of its component " + COMPONENT + ".",
                        "Wait until the server runs, then rerun.")
                .asException();
    }
}
