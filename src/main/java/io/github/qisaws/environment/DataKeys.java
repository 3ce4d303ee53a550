package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.TextType;
import java.util.List;

/** The keys of {@code data}. */
final class DataKeys {
    private static final Section.Builder DATA = Section.at(
            "data",
            "The server with database, original images, and cache. With single-server, it is also the web server.");

    private static final TextType SNAPSHOT = new TextType(
            "an EBS snapshot such as snap-0123456789abcdef0, or \"\" to keep the current data", "|snap-[0-9a-f]{8,17}");

    static final Key<String> INSTANCE_TYPE = DATA.key(
            "instance-type",
            Forms.INSTANCE_TYPE,
            Default.of("t3.medium"),
            "EC2 instance type of the data server. Its CPU architecture must match the AMI.",
            "t4g.medium",
            "r7i.large");
    static final Key<String> ZONE = DATA.key(
            "zone",
            Forms.ZONE,
            Default.derived("the first of network.zones"),
            "Letter of the Availability Zone of the server and its volumes. A later change would create new, empty"
                    + " volumes.",
            "a");
    static final Key<Integer> DATABASE_VOLUME = DATA.key(
            "database-volume", IntegerType.between(1, 16384, "GiB"), Default.of(20), "Size of the database volume.");
    static final Key<Integer> IMAGES_VOLUME = DATA.key(
            "images-volume",
            IntegerType.between(1, 16384, "GiB"),
            Default.of(100),
            "Size of the volume for original images.");
    static final Key<Integer> SNAPSHOT_DAYS = DATA.key(
            "snapshot-days",
            IntegerType.between(0, 365, "days; 0 means no snapshots"),
            Default.of(7),
            "Retention of the daily snapshots of both volumes.");
    static final Key<Integer> MAX_CONNECTIONS = DATA.key(
            "max-connections",
            IntegerType.between(20, 10000, "connections"),
            Default.of(300),
            "PostgreSQL's max_connections. Must be large enough for the connections of all web servers.");

    static final Key<String> DATABASE_SNAPSHOT = DATA.key(
            "database-snapshot",
            SNAPSHOT,
            Default.of(""),
            "Replaces the database volume with one created from this snapshot. Run \"qis-aws restore\" to list"
                    + " snapshots.",
            "snap-0123456789abcdef0");
    static final Key<String> IMAGES_SNAPSHOT = DATA.key(
            "images-snapshot",
            SNAPSHOT,
            Default.of(""),
            "Replaces the volume for original images with one created from this snapshot.",
            "snap-0123456789abcdef0");

    static final Section SECTION = DATA.build();

    static final List<RoleSetting> ROLE_SETTINGS = List.of(RoleSetting.of(RoleSetting.Part.DATABASE, MAX_CONNECTIONS));

    private DataKeys() {}
}
