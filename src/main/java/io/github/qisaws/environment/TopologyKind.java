package io.github.qisaws.environment;

import static io.github.qisaws.environment.Part.APPLICATION;
import static io.github.qisaws.environment.Part.IMAGE_BUILD;
import static io.github.qisaws.environment.Part.MACHINES;
import static io.github.qisaws.environment.Part.NAT;
import static io.github.qisaws.environment.Part.SERVER_LOGS;
import static io.github.qisaws.environment.Part.SERVICES;
import static io.github.qisaws.environment.Part.VOLUMES;
import static io.github.qisaws.environment.Part.WEB_SERVERS;

import io.github.qisaws.environment.Containers.LaunchType;
import io.github.qisaws.environment.Environment.ArchitectureName;
import io.github.qisaws.environment.schema.Member;
import io.github.qisaws.environment.schema.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The kinds of deployment that an environment file can select, and the keys that each has. */
enum TopologyKind {
    SINGLE_SERVER(ArchitectureName.SINGLE_SERVER, APPLICATION, MACHINES, SERVER_LOGS, Part.MOVE, VOLUMES),
    TWO_SERVERS(
            ArchitectureName.TWO_SERVER,
            APPLICATION,
            MACHINES,
            SERVER_LOGS,
            Part.MOVE,
            NAT,
            IMAGE_BUILD,
            WEB_SERVERS,
            Part.FULL_TIME,
            VOLUMES),
    MANAGED(
            ArchitectureName.MANAGED,
            APPLICATION,
            MACHINES,
            SERVER_LOGS,
            Part.MOVE,
            NAT,
            IMAGE_BUILD,
            WEB_SERVERS,
            SERVICES),
    ON_FARGATE(LaunchType.FARGATE, APPLICATION, NAT, IMAGE_BUILD, SERVICES, Part.CONTAINERS, Part.TASKS),
    ON_HOST(LaunchType.EC2, APPLICATION, MACHINES, NAT, IMAGE_BUILD, VOLUMES, Part.CONTAINERS),
    PIPELINE_ONLY(ArchitectureName.IMAGE_PIPELINE, NAT, IMAGE_BUILD);

    private final ArchitectureName architecture;
    private final Optional<LaunchType> launchType;

    // Unmodifiable.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Part> parts;

    TopologyKind(ArchitectureName architecture, Part... parts) {
        this(architecture, Optional.empty(), parts);
    }

    TopologyKind(LaunchType launchType, Part... parts) {
        this(ArchitectureName.CONTAINERS, Optional.of(launchType), parts);
    }

    TopologyKind(ArchitectureName architecture, Optional<LaunchType> launchType, Part[] parts) {
        this.architecture = architecture;
        this.launchType = launchType;
        this.parts = Collections.unmodifiableSet(EnumSet.of(Part.BASE, parts));
    }

    /** The kind that a file without mistakes selects. */
    static TopologyKind of(Values values) {
        return possible(values).iterator().next();
    }

    /** The kinds that a file can select: several if its architecture or launch type is missing or invalid. */
    static Set<TopologyKind> possible(Values values) {
        Optional<ArchitectureName> architecture = values.find(Keys.ARCHITECTURE);
        Optional<LaunchType> launchType = values.find(ContainerKeys.LAUNCH_TYPE);
        return matching(kind -> architecture.map(kind.architecture::equals).orElse(true)
                && launchType.map(kind::launchedBy).orElse(true));
    }

    /** The kinds that have a key, or at least one key of a section. */
    static Set<TopologyKind> having(Member member) {
        return matching(kind -> kind.has(member));
    }

    static Set<TopologyKind> matching(Predicate<TopologyKind> condition) {
        EnumSet<TopologyKind> kinds = EnumSet.allOf(TopologyKind.class);
        kinds.removeIf(condition.negate());
        return kinds;
    }

    /** The kinds as a file names them; with a launch type only where it makes a difference. */
    static List<String> words(Set<TopologyKind> kinds) {
        List<String> words = new ArrayList<>();
        for (TopologyKind kind : kinds) {
            boolean whole = kinds.containsAll(matching(other -> other.architecture == kind.architecture));
            String word = whole ? kind.architectureWord() : kind.word();
            if (!words.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }

    private boolean launchedBy(LaunchType type) {
        return launchType.isEmpty() || launchType.get() == type;
    }

    ArchitectureName architecture() {
        return architecture;
    }

    boolean has(Member member) {
        return Part.of(member).stream().anyMatch(parts::contains);
    }

    private String architectureWord() {
        return String.valueOf(Keys.ARCHITECTURE.type().toJson(architecture));
    }

    private String word() {
        return architectureWord()
                + launchType
                        .map(type -> " with launch-type "
                                + ContainerKeys.LAUNCH_TYPE.type().toJson(type))
                        .orElse("");
    }
}
