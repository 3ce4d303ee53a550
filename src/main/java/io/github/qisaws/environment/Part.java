package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Member;
import io.github.qisaws.environment.schema.Section;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Features that only some kinds of deployment have, with their keys; more general features first.
 *
 * <p>A key belongs to the part that names it, else to the part that names the nearest section around it.
 */
enum Part {
    /** Keys of every kind of deployment. */
    BASE("name, place, network, and state", Keys.ROOT, Keys.OPERATOR_EMAIL),
    /** Keys of every kind of deployment that runs QIS. */
    APPLICATION(
            "QIS servers",
            Keys.HOST_NAME,
            LoadBalancerKeys.SECTION,
            EdgeKeys.SECTION,
            WebKeys.SECTION,
            DataKeys.MAX_CONNECTIONS,
            CareKeys.MONITORING_SECTION,
            CareKeys.BACKUP_SECTION),
    MACHINES("EC2 instances", Keys.IMAGE, Keys.IMAGE_OWNERS, NetworkKeys.SSH_FROM, NetworkKeys.SSH_FROM_ANYWHERE),
    SERVER_LOGS("server logs", CareKeys.LOG_DAYS),
    MOVE("server with Session Manager that runs QIS or its database", Keys.MIGRATION),
    NAT("use for a NAT gateway", NetworkKeys.NAT),
    IMAGE_BUILD("internet access for a build server", ImageBuildKeys.SECTION),
    WEB_SERVERS("separate web servers", WebKeys.INSTANCE_TYPE, WebKeys.ROOT_VOLUME, WebKeys.SCALING),
    FULL_TIME("separate full-time web server", WebKeys.SELF_HEALING),
    VOLUMES("server with data volumes", DataKeys.SECTION),
    SERVICES(
            "RDS database, EFS file system, or ElastiCache cache",
            ManagedKeys.DATABASE_SECTION,
            ManagedKeys.IMAGE_STORE_SECTION,
            ManagedKeys.CACHE_SECTION),
    CONTAINERS("containers", ContainerKeys.SECTION),
    TASKS(
            "scaled tasks",
            ContainerKeys.MINIMUM,
            ContainerKeys.MAXIMUM,
            ContainerKeys.CPU_TARGET,
            ContainerKeys.REQUEST_TARGET);

    private static final Map<String, Part> BY_PATH = byPath();

    private final String words;

    // Unmodifiable.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Member> members;

    Part(String words, Member... members) {
        this.words = words;
        this.members = List.of(members);
    }

    private static Map<String, Part> byPath() {
        Map<String, Part> parts = new HashMap<>();
        for (Part part : values()) {
            part.members.forEach(member -> parts.put(member.path(), part));
        }
        return parts;
    }

    /** The parts that a key, or the keys of a section, belong to. */
    static EnumSet<Part> of(Member member) {
        EnumSet<Part> parts = EnumSet.noneOf(Part.class);
        if (member instanceof Section section) {
            section.forEachKey(key -> parts.add(of(key)));
        } else if (member instanceof Key<?> key) {
            parts.add(of(key));
        }
        return parts;
    }

    private static Part of(Key<?> key) {
        String path = key.path();
        while (!BY_PATH.containsKey(path)) {
            path = path.substring(0, Math.max(path.lastIndexOf('.'), 0));
        }
        return BY_PATH.get(path);
    }

    /** Name of the feature, for messages; follows "which has no". */
    String words() {
        return words;
    }
}
