package io.github.qisaws.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

/** The emulator's Python files in the resources of this package. */
final class EmulatorFiles {
    /** The script that starts the emulator; it loads the other files from its folder. */
    static final String START = "moto_server.py";

    private static final String PACKAGE = "qis_emulator/";
    private static final List<String> MODULES =
            List.of("__init__", "actions", "calls", "contents", "front", "plays", "requests", "rules", "server");
    private static final List<String> SERVICES = List.of(
            "__init__",
            "acm",
            "application_autoscaling",
            "autoscaling",
            "backup",
            "backup_jobs",
            "cloudfront",
            "ec2",
            "ecs",
            "efs",
            "elasticache",
            "elbv2",
            "iam",
            "rds",
            "resourcegroupstaggingapi",
            "restore_testing",
            "route53",
            "s3",
            "secretsmanager",
            "servicequotas",
            "ssm",
            "vpc",
            "wafv2");

    private EmulatorFiles() {}

    /** The path of every file below the folder of the start script. */
    static List<String> paths() {
        Stream<String> modules = MODULES.stream().map(name -> PACKAGE + name + ".py");
        Stream<String> services = SERVICES.stream().map(name -> PACKAGE + "services/" + name + ".py");
        return Stream.of(Stream.of(START), modules, services)
                .flatMap(paths -> paths)
                .toList();
    }

    static byte[] read(String path) throws IOException {
        try (InputStream resource = EmulatorFiles.class.getResourceAsStream(path)) {
            return resource.readAllBytes();
        }
    }
}
