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

    static final int MOST_REQUESTS = 1_000_000;

    /** About 90 seconds of boot, three health checks of 30 seconds, and a period of 60 seconds. */
    private static final int SHORTEST_WARM_UP = 240;

    private static final Section.Builder WEB = Section.at(
            "web",
            "The web servers: a full-time one, and auto-scaled ones. processes, threads, and pool-size also apply to"
                    + " single-server and containers.");
    private static final Section.Builder SCALED =
            Section.at("web.scaling", "The auto-scaled web servers, in addition to the full-time web server.");

    static final Key<String> INSTANCE_TYPE = WEB.key(
            "instance-type",
            Forms.INSTANCE_TYPE,
            Default.of("t3.medium"),
            "EC2 instance type of a web server. Its CPU architecture must match the AMI.",
            "t4g.medium",
            "m7i.large");
    static final Key<Integer> PROCESSES = WEB.key(
            "processes",
            IntegerType.between(1, MOST_PROCESSES, ""),
            Default.derived("one per vCPU of the instance type; with single-server, what CPU and memory allow"),
            "QIS processes of each web server. Each process has two pools of database connections.",
            2);
    // From 20 threads on QIS's image library slows down.
    static final Key<Integer> THREADS =
            WEB.key("threads", IntegerType.between(1, 19, ""), Default.of(15), "Threads of each process.");
    static final Key<Integer> POOL_SIZE = WEB.key(
            "pool-size",
            IntegerType.between(1, 50, "connections"),
            Default.of(3),
            "Database connections in each of the two pools of a process. Under load, both pools together open up to"
                    + " 11 more.");
    static final Key<Integer> ROOT_VOLUME = WEB.key(
            "root-volume", IntegerType.between(5, 16384, "GiB"), Default.of(10), "Size of a web server's root volume.");
    static final Key<Boolean> SELF_HEALING = WEB.key(
            "self-healing",
            new BooleanType(),
            Default.of(false),
            "Run the full-time web server in an Auto Scaling group of one, which replaces it if it fails.");

    static final Key<Integer> MINIMUM = SCALED.key(
            "minimum",
            IntegerType.between(0, 100, "servers"),
            Default.of(0),
            "Minimum number of auto-scaled web servers.");
    static final Key<Integer> MAXIMUM = SCALED.key(
            "maximum",
            IntegerType.between(0, 100, "servers"),
            Default.of(3),
            "Maximum number of auto-scaled web servers.");
    static final Key<ScalingPolicy> POLICY = SCALED.key(
            "policy",
            ChoiceType.of(ScalingPolicy.class),
            Default.of(ScalingPolicy.STEP),
            "step: add or remove one server at the two limits. target-tracking: keep the average CPU near"
                    + " scale-out-above. request-count: keep the requests of each web server near request-target;"
                    + " requires a minimum of at least 1.");
    static final Key<Integer> SCALE_OUT_ABOVE = SCALED.key(
            "scale-out-above",
            IntegerType.between(1, 99, "percent"),
            Default.of(80),
            "Average CPU of the web servers above which a server is added.");
    static final Key<Integer> SCALE_IN_BELOW = SCALED.key(
            "scale-in-below",
            IntegerType.between(1, 99, "percent"),
            Default.of(50),
            "Average CPU of the web servers below which a server is removed. Requires policy step.");
    static final Key<Integer> COOLDOWN = SCALED.key(
            "cooldown",
            IntegerType.between(SHORTEST_WARM_UP, 3600, "seconds"),
            Default.of(300),
            "Warm-up of a new web server. Meanwhile no further server is added for the same load, and an instance refresh"
                    + " does not continue. Longer than the start of a server, its health checks, and one minute of metrics.");
    static final Key<Integer> REQUEST_TARGET = SCALED.key(
            "request-target",
            IntegerType.between(1, MOST_REQUESTS, "requests per minute"),
            Default.of(1000),
            "Requests per minute that each web server handles on average, also the full-time one. Requires policy"
                    + " request-count. Measure first what a server can handle.");

    static final Section SCALING = SCALED.build();
    static final Section SECTION = WEB.section(SCALING).build();

    static final List<RoleSetting> ROLE_SETTINGS = List.of(
            RoleSetting.of(Part.WEB, PROCESSES),
            RoleSetting.of(Part.WEB, THREADS),
            RoleSetting.of(Part.WEB, POOL_SIZE).workedOutByServer());

    private WebKeys() {}
}
