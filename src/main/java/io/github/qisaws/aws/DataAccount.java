package io.github.qisaws.aws;

import java.util.List;
import java.util.Optional;

/** What an account has of an environment's data; an interface so that tests need no account. */
public interface DataAccount {
    /** The snapshots of the data volumes of an environment, also of volumes that no longer exist. */
    List<DataSnapshot> ofVolumes(String environment);

    /** The snapshots of a database on RDS: manual, automated, and of AWS Backup. */
    List<DataSnapshot> ofDatabase(String identifier);

    /** The ID of a volume by its resource tag, such as {@code aws_ebs_volume.database/r1}. */
    Optional<String> volume(String environment, String resource);

    /** The DNS name of a database on RDS; empty while it has none. */
    Optional<String> endpoint(String identifier);

    /** The IDs of the running servers of a component, such as {@code data-server}. */
    List<String> servers(String environment, String component);
}
