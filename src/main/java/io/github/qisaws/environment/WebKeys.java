package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.ScalingPolicy;
import io.github.qisaws.environment.RoleSetting.Part;
import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.ChoiceType;
import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Section;
import java.util.List;

/** The keys of {@code web} and {@code web.scaling}. */
final class WebKeys {
    static final int MOST_PROCESSES = 256;

    private static final Section.Builder WEB = Section.at(
            "web",
            "The web servers: one full-time, the others by auto-scaling; processes, threads and pool-size hold for the"
                    + " only server too.");
    private static final Section.Builder SCALED =
            Section.at("web.scaling", "The auto-scaled web servers beside the full-time one.");

    static final Key<String> INSTANCE_TYPE = WEB.key(
            "instance-type",
            Forms.INSTANCE_TYPE,
            Default.of("t3.medium"),
            "EC2 instance type of a web server; its processor must fit the image.",
            "t4g.medium",
            "m7i.large");
    static final Key<Integer> PROCESSES = WEB.key(
            "processes",
            IntegerType.between(1, MOST_PROCESSES, ""),
            Default.derived(
                    "one for each vCPU of the instance type; on the only server what its cores and memory leave"),
            "Apache's QIS processes of one server; each keeps two pools of database connections.",
            2);
    // From 20 threads on QIS's image library slows down.
    static final Key<Integer> THREADS =
            WEB.key("threads", IntegerType.between(1, 19, ""), Default.of(15), "Threads of one process.");
    static final Key<Integer> POOL_SIZE = WEB.key(
            "pool-size",
            IntegerType.between(1, 50, "connections"),
            Default.of(3),
            "Database connections that each of a process's two pools keeps; under load they open 11 more together.");
    static final Key<Integer> ROOT_VOLUME = WEB.key(
            "root-volume", IntegerType.between(5, 16384, "GiB"), Default.of(10), "Root volume of a web server.");
    static final Key<Boolean> SELF_HEALING = WEB.key(
            "self-healing",
            new BooleanType(),
            Default.of(false),
            "The full-time web server is a group of one that replaces itself when it fails.");

    static final Key<Integer> MINIMUM = SCALED.key(
            "minimum", IntegerType.between(0, 100, "servers"), Default.of(0), "Fewest auto-scaled web servers.");
    static final Key<Integer> MAXIMUM = SCALED.key(
            "maximum", IntegerType.between(0, 100, "servers"), Default.of(3), "Most auto-scaled web servers.");
    static final Key<ScalingPolicy> POLICY = SCALED.key(
            "policy",
            ChoiceType.of(ScalingPolicy.class),
            Default.of(ScalingPolicy.STEP),
            "step: one server more or less at the two limits. target-tracking: keep the CPU near scale-out-above.");
    static final Key<Integer> SCALE_OUT_ABOVE = SCALED.key(
            "scale-out-above",
            IntegerType.between(1, 99, "percent"),
            Default.of(80),
            "Mean CPU of the group above which a server is added.");
    static final Key<Integer> SCALE_IN_BELOW = SCALED.key(
            "scale-in-below",
            IntegerType.between(1, 99, "percent"),
            Default.of(50),
            "Mean CPU of the group below which a server is removed. Only with policy step.");
    static final Key<Integer> COOLDOWN = SCALED.key(
            "cooldown",
            IntegerType.between(0, 3600, "seconds"),
            Default.of(60),
            "Rest after a change of the group's size.");

    static final Section SCALING = SCALED.build();
    static final Section SECTION = WEB.section(SCALING).build();

    static final List<RoleSetting> ROLE_SETTINGS = List.of(
            RoleSetting.of(Part.WEB, PROCESSES),
            RoleSetting.of(Part.WEB, THREADS),
            RoleSetting.of(Part.WEB, POOL_SIZE).workedOutByServer());

    private WebKeys() {}
}
