package io.github.qisaws.permissions;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is known about the IAM actions that deployers need: by resource type, phase, and source. */
final class DeployerFacts {
    /** Stands for the type of a resource in requests of qis-aws itself. */
    static final String TOOL = "qis-aws";

    /** Recorded by {@code src/bench/permissions.sh}. */
    private static final String SEEN = "seen.yaml";

    /** Actions that cannot be recorded, and the scope of each action. */
    private static final String ADDED = "added.yaml";

    /** The committed facts. */
    static final DeployerFacts OURS = new DeployerFacts(read(SEEN), read(ADDED));

    private final List<Need> needs = new ArrayList<>();
    private final Map<String, Scope> scopes = new LinkedHashMap<>();
    private final Set<String> free;
    private final Set<String> global;

    /**
     * The facts of both files.
     *
     * @param free types whose calls need no permission
     * @param global services without regions, and actions that are needed in several regions
     * @param scopes by name
     */
    private record Content(
            Map<String, Map<String, List<String>>> seen,
            Map<String, Map<String, List<String>>> authorization,
            Map<String, Map<String, List<String>>> documents,
            Set<String> free,
            Set<String> global,
            Map<String, Scope> scopes) {}

    private DeployerFacts(Content recorded, Content added) {
        add(recorded.seen(), Source.SEEN);
        add(added.authorization(), Source.AUTHORIZATION);
        add(added.documents(), Source.DOCUMENTS);
        scopes.putAll(added.scopes());
        free = Set.copyOf(added.free());
        global = Set.copyOf(added.global());
    }

    private void add(Map<String, Map<String, List<String>>> types, Source source) {
        types.forEach((type, phases) -> phases.forEach((phase, actions) -> actions.forEach(action ->
                needs.add(new Need(type, Phase.valueOf(phase.toUpperCase(Locale.ROOT)), Grant.of(action), source)))));
    }

    /** What is needed for resources of these types, and by qis-aws itself. */
    List<Need> needs(Set<String> types, Purpose purpose) {
        return needs.stream()
                .filter(need -> need.type().equals(TOOL) || types.contains(need.type()))
                .filter(need -> purpose.includes(need.phase()))
                .toList();
    }

    /** Whether something is known of a type, even if it is that nothing is needed. */
    boolean knows(String type) {
        return free.contains(type)
                || needs.stream().anyMatch(need -> need.type().equals(type));
    }

    List<Need> needs() {
        return List.copyOf(needs);
    }

    /** The scope of an action; empty: it is granted for all resources. */
    Optional<Scope> scope(Grant grant) {
        return scopes.values().stream()
                .filter(scope -> scope.actions().contains(grant.action()))
                .findFirst();
    }

    Map<String, Scope> scopes() {
        return Map.copyOf(scopes);
    }

    /** Whether an action is needed in all regions, or its service has none. */
    boolean isGlobal(Grant grant) {
        return global.contains(grant.action())
                || global.contains(grant.action().substring(0, grant.action().indexOf(':')));
    }

    private static Content read(String name) {
        try (InputStream stream = DeployerFacts.class.getResourceAsStream(name)) {
            Object document = new Load(LoadSettings.builder().build()).loadFromInputStream(stream);
            return new ObjectMapper().convertValue(document, Content.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
