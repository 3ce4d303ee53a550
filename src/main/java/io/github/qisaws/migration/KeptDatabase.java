package io.github.qisaws.migration;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.AwsServerCommands;
import io.github.qisaws.aws.EnvironmentServers;
import io.github.qisaws.aws.ServerTool;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.text.Size;
import io.github.qisaws.workspace.ProgressLog;
import io.github.qisaws.workspace.Tools;
import java.util.function.Consumer;

/** Removes the database that a move has replaced, and that the environment has kept. */
public final class KeptDatabase {
    private final Environment environment;
    private final Tools tools;
    private final ProgressLog log;

    public KeptDatabase(Environment environment, Tools tools, ProgressLog log) {
        this.environment = environment;
        this.tools = tools;
        this.log = log;
    }

    /**
     * Removes the kept database. The server refuses unless the site uses the imported one.
     *
     * @param consent gets what will be removed; throws unless the user consents
     * @return the result
     */
    public String remove(Consumer<String> consent) {
        Preconditions.requireServer(environment);
        ServerTool server = server();
        JsonNode kept = server.report("size of the kept database", "", "qis-import kept");
        String name = kept.path("name").asText();
        if (kept.path("bytes").isNull()) {
            return environment.name() + " has no database " + name + ".";
        }
        consent.accept("Removes the database " + name + " of " + environment.name() + " ("
                + Size.of(kept.path("bytes").asLong())
                + "), which the move has replaced. The imported database stays. Afterwards, only a backup leads back.");
        server.report(
                "removal of the kept database",
                "removed the database " + name + " by " + server.instance(),
                "qis-import remove-kept");
        return "The database " + name + " of " + environment.name() + " is removed.";
    }

    private ServerTool server() {
        AwsAccess access = tools.aws(environment);
        String component = Preconditions.importingComponent(environment);
        return new ServerTool(
                new AwsServerCommands(access, tools.clock(), log::say),
                new EnvironmentServers(access, environment.name())
                        .running(component).stream()
                                .findFirst()
                                .orElseThrow(() -> Preconditions.noServer(environment.name(), component)));
    }
}
