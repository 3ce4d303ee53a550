package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.TextType;
import java.util.List;
import java.util.Map;

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
            "Snapshot from which the original database volume is created, for a new environment. A later change"
                    + " replaces the volume; to restore data beside it, run \"qis-aws restore\".",
            "snap-0123456789abcdef0");
    static final Key<String> IMAGES_SNAPSHOT = DATA.key(
            "images-snapshot",
            SNAPSHOT,
            Default.of(""),
            "The same for the original volume for images.",
            "snap-0123456789abcdef0");

    private static final TextType COPY_SNAPSHOT =
            new TextType("an EBS snapshot such as snap-0123456789abcdef0; \"\" for original", "|snap-[0-9a-f]{8,17}");

    static final Key<Map<String, String>> DATABASE_COPIES = DATA.key(
            "database-copies",
            Copies.type(COPY_SNAPSHOT),
            Default.of(Copies.ONLY_ORIGINAL),
            "Database volumes that exist side by side, each with the snapshot it is made from. \"qis-aws restore\" adds"
                    + " and removes them.",
            Map.of("original", "", "r1", "snap-0123456789abcdef0"));
    static final Key<String> DATABASE_SERVES = DATA.key(
            "database-serves",
            Copies.NAME,
            Default.of(Copies.ORIGINAL),
            "The database volume that the server uses, by its name in database-copies. A change restarts the server.",
            "r1");
    static final Key<Map<String, String>> IMAGES_COPIES = DATA.key(
            "images-copies",
            Copies.type(COPY_SNAPSHOT),
            Default.of(Copies.ONLY_ORIGINAL),
            "The same for volumes for original images.",
            Map.of("original", "", "r1", "snap-0123456789abcdef0"));
    static final Key<String> IMAGES_SERVES = DATA.key(
            "images-serves",
            Copies.NAME,
            Default.of(Copies.ORIGINAL),
            "The images volume that the server uses, by its name in images-copies. A change restarts the server.",
            "r1");

    static final Section SECTION = DATA.build();

    static final List<RoleSetting> ROLE_SETTINGS = List.of(RoleSetting.of(RoleSetting.Part.DATABASE, MAX_CONNECTIONS));

    private DataKeys() {}
}
