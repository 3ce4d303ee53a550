package io.github.qisaws.permissions;

import io.github.qisaws.architecture.Architectures;
import io.github.qisaws.architecture.CopyServers;
import io.github.qisaws.architecture.Deployment;
import io.github.qisaws.aws.AwsNames;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.Environment.StateBackend.S3;
import io.github.qisaws.preflight.Preflight;
import io.github.qisaws.synth.StableJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The least IAM policy of a deployer of one environment, split into documents that each fit into a managed policy. */
public final class DeployerPolicy {
    private final Environment environment;
    private final Purpose purpose;
    /** CloudFront reads its certificate in the name of the caller. */
    private static final String DISTRIBUTION = "aws_cloudfront_distribution";

    private final Set<String> types;
    private final List<Need> needs;
    /** With conditions of their own, which the facts do not have. */
    private final List<Statement> besides;

    private final List<Grant> inUsEast1;

    private DeployerPolicy(Environment environment, Purpose purpose, Set<String> types, Set<String> inUsEast1) {
        this.environment = environment;
        this.purpose = purpose;
        this.types = types;
        this.needs = purpose == Purpose.MIGRATE
                ? List.of()
                : Stream.of(DeployerFacts.OURS.needs(types, purpose).stream(), asked(environment, types), proving())
                        .flatMap(each -> each)
                        .toList();
        this.besides = besides();
        this.inUsEast1 = environment.placement().usEast1() ? inUsEast1(inUsEast1) : List.of();
    }

    /** The proof of a copy looks for a server and for the result of its command. */
    private Stream<Need> proving() {
        return isProving()
                ? ServerAccess.inAnyResource().stream().map(action -> Need.ofTool(Phase.RESTORE, action))
                : Stream.empty();
    }

    private boolean isProving() {
        return purpose == Purpose.RESTORE && CopyServers.component(environment).isPresent();
    }

    private List<Statement> besides() {
        if (purpose == Purpose.MIGRATE) {
            return MoveAccess.statements(environment);
        }
        return isProving() ? ServerAccess.sending(environment) : List.of();
    }

    /** What is also needed in us-east-1; tag:GetResources also lists global resources, such as a distribution. */
    private List<Grant> inUsEast1(Set<String> types) {
        return needs.stream()
                .filter(need -> types.contains(need.type())
                        || need.type().equals(DISTRIBUTION)
                        || need.grant().action().equals("tag:GetResources")
                        || types.stream().anyMatch(type -> AwsNames.actions(type)
                                .contains(need.grant().action())))
                .map(Need::grant)
                .filter(grant -> !DeployerFacts.OURS.isGlobal(grant))
                .toList();
    }

    /**
     * The policy for all resources in an environment's modules.
     *
     * @param modules the folder of the project's modules
     */
    public static DeployerPolicy of(Environment environment, Path modules, Purpose purpose) {
        if (purpose == Purpose.MIGRATE) {
            return new DeployerPolicy(environment, purpose, Set.of(), Set.of());
        }
        Deployment deployment = Architectures.deploymentOf(environment);
        return new DeployerPolicy(
                environment, purpose, UsedTypes.of(deployment, modules), UsedTypes.inUsEast1(deployment, modules));
    }

    /** The actions of the preflight. */
    private static Stream<Need> asked(Environment environment, Set<String> types) {
        return Stream.concat(
                        Preflight.actions(environment).stream(),
                        types.stream().flatMap(type -> AwsNames.actions(type).stream()))
                .map(action -> Need.ofTool(Phase.READ, action));
    }

    /** The policies. */
    public List<Map<String, Object>> policies() {
        return PolicyDocuments.of(statements()).stream().map(Statement::policy).toList();
    }

    /** The policies, as JSON. */
    public List<String> documents() {
        return policies().stream().map(StableJson::write).toList();
    }

    /** The policies without access to the state, as JSON. */
    public List<String> resourceDocuments() {
        return PolicyDocuments.of(resourceStatements()).stream()
                .map(Statement::document)
                .toList();
    }

    /** All actions that the policies allow, in any resource. */
    public SortedSet<String> granted() {
        return statements().stream()
                .filter(Statement::allows)
                .flatMap(statement -> statement.actions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The source of each action; the most reliable one if it has several. */
    public Map<String, Source> actions() {
        return Stream.concat(
                        needs.stream(),
                        besides.stream()
                                .flatMap(statement -> statement.actions().stream())
                                .map(action -> Need.ofTool(Phase.UPDATE, action)))
                .collect(Collectors.toMap(
                        need -> need.grant().action(),
                        Need::source,
                        (one, other) -> Collections.min(List.of(one, other)),
                        TreeMap::new));
    }

    /** Resource types and data sources for which no action is known. */
    public SortedSet<String> unknown() {
        SortedSet<String> unknown = new TreeSet<>(types);
        unknown.removeIf(DeployerFacts.OURS::knows);
        return unknown;
    }

    private List<Statement> statements() {
        if (purpose == Purpose.MIGRATE) {
            return besides;
        }
        List<Statement> statements = new ArrayList<>();
        if (environment.state() instanceof S3 state) {
            statements.addAll(StateAccess.of(environment, state).of(purpose));
        }
        statements.addAll(resourceStatements());
        statements.addAll(besides);
        return statements;
    }

    private List<Statement> resourceStatements() {
        Target home = Target.of(environment);
        List<Statement> statements = new ArrayList<>(new DeployerStatements(DeployerFacts.OURS, home)
                .of(needs.stream().map(Need::grant).toList()));
        statements.addAll(new DeployerStatements(DeployerFacts.OURS, home.inUsEast1()).of(inUsEast1));
        return statements;
    }
}
