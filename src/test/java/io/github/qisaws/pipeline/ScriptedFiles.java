package io.github.qisaws.pipeline;

import io.github.qisaws.aws.FileSystemAccount;
import io.github.qisaws.aws.RecoveryPoint;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** File systems {@code fs-original} and {@code fs-r1}, and an AWS Backup whose jobs end as a test says. */
final class ScriptedFiles implements FileSystemAccount {
    static final String POINT = "arn:aws:backup:eu-west-1:123456789012:recovery-point:1";
    static final String AUTOMATIC = "aws/efs/automatic-backup-vault";

    /** What was started. */
    final List<String> started = new ArrayList<>();

    /** The states of the jobs, one for each look; the last one stays. */
    final Deque<String> states = new ArrayDeque<>(List.of("COMPLETED"));

    final List<RecoveryPoint> points = new ArrayList<>();
    Optional<Job> earlier = Optional.empty();
    boolean denies;

    static RecoveryPoint point(String files, Instant made) {
        return new RecoveryPoint(POINT, AUTOMATIC, "arn:" + files, "EFS", made, 1L << 31, true, "role");
    }

    @Override
    public Optional<FileSystem> fileSystem(String token) {
        String copy = token.contains("-r1-") ? "r1" : "original";
        return Optional.of(new FileSystem("fs-" + copy, "arn:fs-" + copy, Instant.EPOCH));
    }

    @Override
    public Optional<String> accessPoint(String fileSystem, String resource) {
        boolean exists = !resource.contains(".restore/") || fileSystem.equals("fs-r1");
        return exists ? Optional.of("fsap-" + resource.replaceAll(".*\\.(\\w+)/.*", "$1")) : Optional.empty();
    }

    @Override
    public List<RecoveryPoint> ofFileSystem(String arn) {
        return points.stream().filter(point -> point.resource().equals(arn)).toList();
    }

    @Override
    public List<RecoveryPoint> inVault(String vault) {
        return points.stream().filter(point -> point.vault().equals(vault)).toList();
    }

    @Override
    public boolean denies(String vault, String action) {
        return denies && vault.equals(AUTOMATIC) && action.equals("backup:StartRestoreJob");
    }

    @Override
    public Optional<Job> restoreOf(String point, FileSystem into) {
        return earlier;
    }

    @Override
    public String restore(String point, FileSystem into, String role) {
        started.add("restore of " + point + " into " + into.id() + " as " + role);
        earlier = Optional.of(new Job("job", "RUNNING", ""));
        return "job";
    }

    @Override
    public Job restoreJob(String id) {
        Job now = job(id);
        earlier = Optional.of(now);
        return now;
    }

    @Override
    public String backUp(FileSystem files, String vault, String role) {
        started.add("backup of " + files.id() + " to " + vault + " as " + role);
        return "job";
    }

    @Override
    public Job backupJob(String id) {
        return job(id);
    }

    private Job job(String id) {
        String state = states.size() > 1 ? states.remove() : states.element();
        return new Job(id, state, state.equals("FAILED") ? "no space" : "");
    }
}
