package io.github.qisaws.pipeline;

import io.github.qisaws.aws.DataSnapshot;
import io.github.qisaws.aws.FileSystemAccount;
import io.github.qisaws.aws.FileSystemAccount.FileSystem;
import io.github.qisaws.aws.FileSystemAccount.Job;
import io.github.qisaws.aws.RecoveryPoint;
import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.permissions.Target;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.restore.BackupVault;
import io.github.qisaws.rollout.Pace;
import io.github.qisaws.rollout.Wait;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The images of an environment on EFS. EFS has no snapshots: AWS Backup fills the new file system of a copy, and backs up
 * one that is removed.
 */
final class RestoredFiles {
    /** AWS Backup gives no limit; a restore of some TiB takes hours. */
    private static final Duration LONGEST = Duration.ofHours(24);

    /** AWS's access policy of the vault of automatic backups, but for restores. */
    private static final String WITHOUT_RESTORE = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\","
            + "\"Principal\":{\"AWS\":\"*\"},\"Action\":[\"backup:DeleteBackupVault\","
            + "\"backup:DeleteBackupVaultAccessPolicy\",\"backup:DeleteRecoveryPoint\",\"backup:StartCopyJob\","
            + "\"backup:UpdateRecoveryPointLifecycle\"],\"Resource\":\"*\"}]}";

    private static final String AUTOMATIC = BackupVault.OF_EFS;
    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    private final Environment environment;
    private final FileSystemAccount account;
    private final Wait wait;

    /**
     * The files of an environment.
     *
     * @param say receives a line for each progress
     */
    RestoredFiles(Environment environment, FileSystemAccount account, Pace pace, Clock clock, Consumer<String> say) {
        this.environment = environment;
        this.account = account;
        this.wait = new Wait(new Pace(pace.between(), LONGEST), clock, say);
    }

    /** The recovery points of the environment's file systems, and those in its vault. */
    List<DataSnapshot> snapshots(Copies copies) {
        List<RecoveryPoint> found = new ArrayList<>();
        copies.snapshots().keySet().forEach(copy -> fileSystem(copy)
                .ifPresent(files -> found.addAll(account.ofFileSystem(files.arn()))));
        ownVault().forEach(vault -> found.addAll(account.inVault(vault)));
        return found.stream()
                .filter(point -> point.kind().equals("EFS"))
                .map(RestoredFiles::snapshot)
                .distinct()
                .toList();
    }

    /** A recovery point, also of a file system that no longer exists. */
    Optional<DataSnapshot> named(String arn) {
        return points().filter(point -> point.arn().equals(arn)).findFirst().map(RestoredFiles::snapshot);
    }

    private Stream<RecoveryPoint> points() {
        return Stream.concat(ownVault(), Stream.of(AUTOMATIC))
                .flatMap(vault -> account.inVault(vault).stream())
                .filter(point -> point.kind().equals("EFS"));
    }

    private Stream<String> ownVault() {
        return BackupVault.isKept(environment) ? Stream.of(BackupVault.name(environment)) : Stream.empty();
    }

    private static DataSnapshot snapshot(RecoveryPoint point) {
        return new DataSnapshot(
                point.arn(),
                "images",
                point.made(),
                point.complete(),
                (int) Math.ceil(point.bytes() / GIBIBYTE),
                "",
                "");
    }

    /**
     * The vault of automatic backups denies restores to everybody until somebody changes its access policy (AWS
     * re:Post, "How do I resolve Insufficient privileges errors when performing an Amazon EFS restore").
     */
    void requireRestorable(String arn) {
        points().filter(point -> point.arn().equals(arn))
                .map(RecoveryPoint::vault)
                .filter(vault -> account.denies(vault, "backup:StartRestoreJob"))
                .findFirst()
                .ifPresent(vault -> {
                    throw denied(vault);
                });
    }

    private RuntimeException denied(String vault) {
        return new Problem(
                        ExitCode.WRONG_ACCOUNT,
                        "the vault " + vault + " denies restores",
                        "Its access policy denies backup:StartRestoreJob to everybody, which is AWS's default for this"
                                + " vault.",
                        "Allow restores: aws backup put-backup-vault-access-policy --region "
                                + environment.placement().region() + " --backup-vault-name " + vault + " --policy '"
                                + WITHOUT_RESTORE + "'. Then rerun the command.")
                .asException();
    }

    /** Fills the file system of a new copy, unless an earlier run has done it or has begun it. */
    void fill(Copies copies) {
        String copy = copies.beside().orElseThrow();
        String point = copies.snapshots().get(copy);
        FileSystem files = fileSystem(copy).orElseThrow(() -> absent(copy));
        Optional<Job> job = account.restoreOf(point, files).filter(found -> found.isComplete() || found.isUnderWay());
        String id = job.map(Job::id).orElseGet(() -> account.restore(point, files, role()));
        await("restore of " + files.id(), () -> account.restoreJob(id));
    }

    /** Waits for a job that fills a copy, because its folder is there before all files are. */
    void awaitFilled(Copies copies) {
        String copy = copies.beside().orElseThrow();
        fileSystem(copy)
                .flatMap(files -> account.restoreOf(copies.snapshots().get(copy), files))
                .filter(job -> !job.isComplete())
                .ifPresent(job -> await("restore of " + copy, () -> account.restoreJob(job.id())));
    }

    private void await(String what, Supplier<Job> question) {
        Function<Job, String> words =
                job -> what + " by AWS Backup: " + job.state() + (job.message().isEmpty() ? "" : ", " + job.message());
        Job ended = wait.until(question, job -> !job.isUnderWay(), words, now -> problem(what, now));
        if (!ended.isComplete()) {
            throw problem(what, words.apply(ended));
        }
    }

    /** The arguments of {@code qis-copy} for the copy that does not serve. */
    String words(Copies copies) {
        String copy = copies.beside().orElseThrow();
        FileSystem files = fileSystem(copy).orElseThrow(() -> absent(copy));
        String source = "efs:" + files.id() + ":";
        String words = "images=" + source + point(files, copy, "this").orElseThrow(() -> absent(copy));
        return words
                + point(files, copy, "restore")
                        .map(root -> " root=" + source + root)
                        .orElse("");
    }

    private Optional<String> point(FileSystem files, String copy, String name) {
        return account.accessPoint(files.id(), "aws_efs_access_point." + name + "/" + copy);
    }

    /**
     * Backs up a copy that will be removed, unless it has a fresh backup; EFS makes no final snapshot. Without a vault of
     * its own, an environment has automatic backups only, and the guard decides: their vault takes no other backups (AWS
     * Backup Developer Guide, "Working with Amazon EFS").
     */
    void backUp(String copy, Instant now) {
        Optional<String> vault = ownVault().findFirst();
        if (environment.site().protect() && vault.isPresent()) {
            fileSystem(copy).filter(files -> !hasBackup(files, now)).ifPresent(files -> {
                wait.say().accept("EFS makes no final snapshot, so AWS Backup backs up " + copy + " first.");
                String id = account.backUp(files, vault.get(), role());
                await("backup of " + files.id(), () -> account.backupJob(id));
            });
        }
    }

    private boolean hasBackup(FileSystem files, Instant now) {
        return account.ofFileSystem(files.arn()).stream()
                .anyMatch(point -> point.complete() && RecoveryPoint.isFresh(point.made(), now));
    }

    private Optional<FileSystem> fileSystem(String copy) {
        String suffix = copy.equals(Copies.ORIGINAL) ? "" : "-" + copy;
        return account.fileSystem("qis-images" + suffix + "-" + environment.name());
    }

    private String role() {
        return Target.of(environment).role("qis-restore");
    }

    private RuntimeException absent(String copy) {
        return new Problem(
                        ExitCode.FAILED,
                        "the copy " + copy + " of " + environment.name() + " does not exist yet",
                        "There is no file system with its name, or no access point of it.",
                        "Run the restore again with the same time, which continues.")
                .asException();
    }

    private static RuntimeException problem(String what, String now) {
        return new Problem(
                        ExitCode.FAILED,
                        "AWS Backup did not finish the " + what,
                        now + ".",
                        "Rerun the command: it waits for a job that runs, and starts another one if it failed.")
                .asException();
    }
}
