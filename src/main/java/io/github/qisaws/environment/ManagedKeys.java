package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.IntegerType;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.TextType;
import java.util.Map;

/**
 * The keys of {@code database}, {@code image-store}, and {@code cache}, which architecture managed has in place of the data
 * server.
 */
final class ManagedKeys {
    private static final Section.Builder DATABASE = Section.at("database", "PostgreSQL on RDS.");
    private static final Section.Builder IMAGE_STORE = Section.at("image-store", "Original images on EFS.");
    private static final Section.Builder CACHE = Section.at("cache", "Memcached on ElastiCache.");

    static final Key<String> INSTANCE_CLASS = DATABASE.key(
            "instance-class",
            new TextType("an RDS instance class such as db.t4g.medium", "db\\.[a-z0-9]+\\.[a-z0-9]+"),
            Default.of("db.t4g.medium"),
            "RDS instance class. A change restarts the database.",
            "db.m7g.large");
    static final Key<String> ENGINE_VERSION = DATABASE.key(
            "engine-version",
            new TextType("a PostgreSQL version in quotes such as \"16\" or \"16.4\"", "1[3-9](?:\\.[0-9]{1,2})?"),
            Default.of("16"),
            "PostgreSQL version, in quotes. A major version alone tracks the minor versions that RDS installs in the"
                    + " maintenance window; a full version is kept. Run \"qis-aws upgrade database\" for a newer major"
                    + " version.",
            "16.4");
    static final Key<Integer> STORAGE = DATABASE.key(
            "storage",
            IntegerType.between(20, 65536, "GiB"),
            Default.of(20),
            "Initial storage. It can grow but not shrink.");
    static final Key<Integer> MAXIMUM_STORAGE = DATABASE.key(
            "maximum-storage",
            IntegerType.between(20, 65536, "GiB"),
            Default.of(200),
            "Size up to which RDS increases the storage automatically.");
    static final Key<Boolean> MULTI_AZ = DATABASE.key(
            "multi-az",
            new BooleanType(),
            Default.of(true),
            "Keep a standby in a second Availability Zone for automatic failover.");
    static final Key<Integer> BACKUP_DAYS = DATABASE.key(
            "backup-days",
            IntegerType.between(1, 35, "days"),
            Default.of(35),
            "Retention of automated backups, for point-in-time recovery.");
    static final Key<String> RESTORE_FROM = DATABASE.key(
            "restore-from",
            new TextType(
                    "the name or ARN of a snapshot of an RDS database, or \"\" to keep the current data",
                    "|[A-Za-z][A-Za-z0-9:-]{0,254}"),
            Default.of(""),
            "Snapshot from which the original database is created, for a new environment. A later change replaces the"
                    + " database; to restore data beside it, run \"qis-aws restore\".",
            "arn:aws:rds:eu-west-1:123456789012:snapshot:awsbackup:job-01234567-89ab-cdef-0123-456789abcdef");
    static final Key<Map<String, String>> COPIES = DATABASE.key(
            "copies",
            Copies.type(new TextType(
                    "the name or ARN of a snapshot of an RDS database; \"\" for original",
                    "|[A-Za-z][A-Za-z0-9:-]{0,254}")),
            Default.of(Copies.ONLY_ORIGINAL),
            "Databases that exist side by side, each with the snapshot it is made from. \"qis-aws restore\" adds and"
                    + " removes them. Each costs what a database costs.",
            Map.of("original", "", "r1", "rds:qis-database-demo-2026-11-24-02-10"));
    static final Key<String> SERVES = DATABASE.key(
            "serves",
            Copies.NAME,
            Default.of(Copies.ORIGINAL),
            "The database that the web servers use, by its name in copies. A change replaces the web servers.",
            "r1");
    static final Key<String> UNPROTECTED = DATABASE.key(
            "unprotected",
            new TextType("the name of a copy that does not serve, or \"\"", "|" + Copies.NAME.pattern()),
            Default.of(""),
            "A copy without deletion protection, which the next plan may remove.",
            "original");

    static final Key<Map<String, String>> IMAGE_COPIES = IMAGE_STORE.key(
            "copies",
            Copies.type(new TextType(
                    "the ARN of a recovery point of AWS Backup; \"\" for original",
                    "|arn:aws[a-z-]*:backup:[a-z0-9-]+:[0-9]{12}:recovery-point:[A-Za-z0-9-]+")),
            Default.of(Copies.ONLY_ORIGINAL),
            "File systems that exist side by side, each with the recovery point that fills it. \"qis-aws restore\" adds"
                    + " and removes them; a copy that is written here by hand stays empty.",
            Map.of(
                    "original",
                    "",
                    "r1",
                    "arn:aws:backup:eu-west-1:123456789012:recovery-point:01234567-89ab-cdef-0123-456789abcdef"));
    static final Key<String> IMAGE_SERVES = IMAGE_STORE.key(
            "serves",
            Copies.NAME,
            Default.of(Copies.ORIGINAL),
            "The file system that the web servers use, by its name in copies. A change replaces the web servers.",
            "r1");

    static final Key<String> NODE_TYPE = CACHE.key(
            "node-type",
            new TextType("an ElastiCache node type such as cache.t4g.medium", "cache\\.[a-z0-9]+\\.[a-z0-9]+"),
            Default.of("cache.t4g.medium"),
            "ElastiCache node type. A change starts with an empty cache.",
            "cache.m7g.large");
    static final Key<Integer> NODES = CACHE.key(
            "nodes",
            IntegerType.between(1, 40, "nodes"),
            Default.of(2),
            "Number of nodes, spread over the zones. A change redistributes the cached items, which lowers the hit"
                    + " rate for a while.");

    static final Section DATABASE_SECTION = DATABASE.build();
    static final Section IMAGE_STORE_SECTION = IMAGE_STORE.build();
    static final Section CACHE_SECTION = CACHE.build();

    private ManagedKeys() {}
}
