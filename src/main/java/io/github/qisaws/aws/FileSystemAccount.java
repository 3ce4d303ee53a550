package io.github.qisaws.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** File systems on EFS and their backups in AWS Backup; an interface so that tests need no account. */
public interface FileSystemAccount {
    /**
     * A file system.
     *
     * @param created when it was created
     */
    record FileSystem(String id, String arn, Instant created) {}

    /**
     * A job of AWS Backup.
     *
     * @param state as AWS Backup names it, such as RUNNING or COMPLETED
     * @param message why it failed, or what it does; empty if AWS Backup says nothing
     */
    record Job(String id, String state, String message) {
        private static final List<String> UNDER_WAY = List.of("CREATED", "PENDING", "RUNNING", "ABORTING");

        public boolean isComplete() {
            return state.equals("COMPLETED");
        }

        public boolean isUnderWay() {
            return UNDER_WAY.contains(state);
        }
    }

    /** The file system with this creation token. */
    Optional<FileSystem> fileSystem(String token);

    /** The ID of an access point by its resource tag, such as {@code aws_efs_access_point.this/r1}. */
    Optional<String> accessPoint(String fileSystem, String resource);

    /** The recovery points of a file system, in all vaults. */
    List<RecoveryPoint> ofFileSystem(String arn);

    /** The recovery points in a vault; none if there is no such vault. */
    List<RecoveryPoint> inVault(String vault);

    /** Whether the access policy of a vault denies an action, such as {@code backup:StartRestoreJob}, to everybody. */
    boolean denies(String vault, String action);

    /** The newest job that restores a recovery point into a file system. */
    Optional<Job> restoreOf(String point, FileSystem into);

    /**
     * Starts a job that restores a recovery point into a file system, to a new folder at its root.
     *
     * @param role ARN of the role of AWS Backup
     * @return its ID
     */
    String restore(String point, FileSystem into, String role);

    /** A job that restores. */
    Job restoreJob(String id);

    /**
     * Starts a job that backs up a file system.
     *
     * @return its ID
     */
    String backUp(FileSystem files, String vault, String role);

    /** A job that backs up. */
    Job backupJob(String id);
}
