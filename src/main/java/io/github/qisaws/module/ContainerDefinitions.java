package io.github.qisaws.module;

/**
 * The containers of the task, as local values. All use the same image, which reads its role from an environment
 * variable.
 *
 * <p>Containers get the name of the secret, not its value: {@code qis-container} reads it through the task role, so no
 * environment variable contains it. ECS's own {@code secrets} would set an environment variable, and would not start
 * the container that sets the first value.
 */
final class ContainerDefinitions {
    /** Writable folders of a container; its other files are read-only. */
    private static final String SCRATCH = """
            {settings = "/etc/qis", run = "/run", conf = "/opt/qis/conf", logs = "/opt/qis/logs", state = "/var/lib/qis",
            messages = "/var/log/qis", temporary = "/tmp"}""";

    /**
     * Writable folders of ECS Exec's agent. On EC2, the ECS agent mounts the last one itself, and Docker does not start
     * a container with a duplicate mount.
     */
    private static final String EXEC = """
            {for name, path in {agents = "/managed-agents", sessions = "/var/lib/amazon/ssm",
            session-logs = "/var/log/amazon/ssm"} : name => path if var.shell && !(local.on_host && name ==
            "session-logs")}""";

    /** All containers share the task's network; database and cache are not reachable from outside. */
    private static final String ROLES = """
            {for name, values in {
            database = {QIS_ROLE = "database", QIS_MAX_CONNECTIONS = lookup(var.role_settings, "QIS_MAX_CONNECTIONS", "300")},
            cache = {QIS_ROLE = "cache", QIS_CACHE_MEGABYTES = tostring(floor(local.memory.cache * 3 / 4))},
            web = merge({QIS_ROLE = "web-server", QIS_IMAGES = "local"}, local.beside, var.role_settings, local.master)
            } : name => merge(local.common, values) if local.on_host || name == "web"}""";

    private static final String CONTAINERS = """
            [for name, values in local.roles : merge({
            name = name, image = var.image, essential = true, privileged = false, readonlyRootFilesystem = true,
            cpu = local.processor[name], memory = local.memory[name],
            environment = [for key in sort(keys(values)) : {name = key, value = values[key]}],
            portMappings = name == "web" ? [{containerPort = 80, hostPort = 80, protocol = "tcp"}] : [],
            mountPoints = concat(
            [for volume, path in local.scratch : {sourceVolume = "${name}-${volume}", containerPath = path, readOnly = false}],
            [for volume, path in local.data[name] : {sourceVolume = volume, containerPath = path, readOnly = false}]),
            volumesFrom = [], systemControls = [],
            healthCheck = {command = concat(["CMD", "/usr/local/bin/qis-health", "--quiet"], name == "web" ? ["--shallow"] : []),
            interval = 30, timeout = 30, retries = 10, startPeriod = 300},
            stopTimeout = 120, linuxParameters = merge({capabilities = {add = [], drop = local.dropped}},
            name == "database" ? {sharedMemorySize = floor(local.memory.database / 2)} : {}),
            ulimits = [{name = "nofile", softLimit = 16384, hardLimit = 16384}],
            logConfiguration = {logDriver = "awslogs", options = {
            "awslogs-group" = aws_cloudwatch_log_group.this.name, "awslogs-region" = local.region,
            "awslogs-stream-prefix" = name, "mode" = "non-blocking", "max-buffer-size" = "4m"}}
            }, name == "web" && local.on_host ? {
            dependsOn = [for other in ["cache", "database"] : {containerName = other, condition = "HEALTHY"}]
            } : {}, local.on_host ? {startTimeout = 600} : {})]""";

    private ContainerDefinitions() {}

    static void add(Blueprint b) {
        b.local("on_host", ContainersModule.ON_HOST);
        b.local("scratch", "merge(" + line(SCRATCH) + ", " + line(EXEC) + ")");
        b.local("quarter", "floor(var.size.memory / 4)");
        b.local(
                "memory",
                "{database = local.quarter, cache = local.quarter, web = var.size.memory - (local.on_host ? 2 *"
                        + " local.quarter : 0)}");
        b.local(
                "processor",
                "{database = floor(var.size.cpu / 4), cache = floor(var.size.cpu / 8), web = local.on_host ?"
                        + " floor(var.size.cpu / 2) : var.size.cpu}");
        b.local(
                "data",
                "{database = {database = \"/var/lib/qis/database\"}, cache = {}, web = {images ="
                        + " \"/opt/qis/images\"}}");
        b.local(
                "common",
                "{QIS_REGION = local.region, QIS_ENVIRONMENT = var.environment, QIS_SECRET_ID = var.secret_arn}");
        b.local(
                "beside",
                "{for key, value in {QIS_DATABASE_HOST = \"127.0.0.1\", QIS_CACHE_SERVERS = \"127.0.0.1:11211\"} : key"
                        + " => value if local.on_host}");
        b.local(
                "master",
                "{for key, value in {QIS_DATABASE_MASTER_SECRET_ID = var.master_secret_arn} : key => value if"
                        + " var.master_secret_arn != \"\"}");
        // Capabilities that Docker grants by default and QIS does not use.
        b.local("dropped", "[\"AUDIT_WRITE\", \"MKNOD\", \"NET_RAW\", \"SETFCAP\", \"SETPCAP\", \"SYS_CHROOT\"]");
        b.local("roles", line(ROLES));
        b.local("containers", line(CONTAINERS));
        b.local(
                "volumes",
                "merge([for name in keys(local.roles) : merge({for volume in keys(local.scratch) :"
                        + " \"${name}-${volume}\" => \"\"}, {for volume in keys(local.data[name]) : volume =>"
                        + " local.on_host ? var.host_paths[volume] : \"\"})]...)");
    }

    private static String line(String text) {
        return text.replaceAll("\\s*\n\\s*", " ");
    }
}
