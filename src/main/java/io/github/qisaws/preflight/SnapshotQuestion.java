package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.SNAPSHOT_UNUSABLE;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.aws.DataSnapshot;
import io.github.qisaws.environment.Copies;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.plan.Address;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.restore.SnapshotFit;
import io.github.qisaws.restore.SnapshotFit.Misfit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a volume or a database can be made from its snapshot. EC2 makes no volume that is smaller than its snapshot (API
 * ec2:CreateVolumeRequest.Size). RDS makes the database first; the AWS provider then sets its storage and version
 * (internal/service/rds/instance.go, snapshot_identifier), which can only grow (API rds:ModifyDBInstance), so the apply
 * fails after the restore.
 *
 * @param copy the name of the copy, such as {@code original}
 * @param snapshot ID, name, or ARN
 */
record SnapshotQuestion(Environment environment, Copies copies, String copy, String snapshot, String address)
        implements Question {
    private static final String DATABASE = "aws_db_instance";
    private static final String VOLUME = "aws_ebs_volume";

    /** One question for each volume or database that is made from a snapshot. */
    static Stream<Question> of(Environment environment, Plan plan) {
        return Planned.of(plan).made(DATABASE, VOLUME).flatMap(change -> Copies.of(environment).stream()
                .filter(copies -> isOf(copies, change.address()))
                .flatMap(copies -> of(environment, copies, change)));
    }

    private static boolean isOf(Copies copies, Address address) {
        return copies.onRds()
                ? address.type().equals(DATABASE)
                : address.type().equals(VOLUME) && address.name().equals(copies.content());
    }

    private static Stream<Question> of(Environment environment, Copies copies, Change change) {
        return Stream.of(change.after(copies.onRds() ? "snapshot_identifier" : "snapshot_id"))
                .filter(value -> value.isKnown() && !value.raw().isEmpty())
                .filter(value -> !isForeign(environment, value.raw()))
                .map(value -> new SnapshotQuestion(
                        environment,
                        copies,
                        change.address().key().replaceAll("[\\[\"\\]]", ""),
                        value.raw(),
                        change.address().text()));
    }

    /** RDS lists shared snapshots apart, and the owner can stop sharing them at any time. */
    private static boolean isForeign(Environment environment, String snapshot) {
        return snapshot.startsWith("arn:")
                && !snapshot.contains(":" + environment.placement().account() + ":");
    }

    @Override
    public String about() {
        return "the snapshot " + snapshot;
    }

    @Override
    public Set<String> actions() {
        return Set.of(copies.onRds() ? "rds:DescribeDBSnapshots" : "ec2:DescribeSnapshots");
    }

    @Override
    public Answer ask(AccountFacts account) {
        Optional<DataSnapshot> found =
                copies.onRds() ? account.databaseSnapshot(snapshot) : account.volumeSnapshot(snapshot);
        List<Obstacle> obstacles =
                judge(found).map(obstacle -> obstacle.at(address)).stream().toList();
        return planned -> obstacles;
    }

    private Optional<Obstacle> judge(Optional<DataSnapshot> found) {
        if (found.isEmpty()) {
            return Optional.of(Obstacle.blocks(
                    SNAPSHOT_UNUSABLE,
                    key(),
                    "This account cannot use a snapshot " + snapshot + " in "
                            + environment.placement().region() + ". A snapshot belongs to one region.",
                    "Use a snapshot of this region, or copy it to this region."));
        }
        if (!found.get().complete()) {
            return Optional.of(Obstacle.blocks(
                    SNAPSHOT_UNUSABLE,
                    key(),
                    "The snapshot " + snapshot + " is not complete.",
                    "Wait until it is complete, or use another snapshot."));
        }
        return SnapshotFit.of(environment, copies, copy, found.get()).map(this::misfit);
    }

    private Obstacle misfit(Misfit misfit) {
        return Obstacle.blocks(
                SNAPSHOT_UNUSABLE,
                misfit.key(),
                "The snapshot " + snapshot + " " + misfit.why(),
                misfit.key().equals(SnapshotFit.VERSION)
                        ? "Set " + misfit.key() + " to \"" + misfit.wanted() + "\", or use another snapshot."
                        : "Set " + misfit.key() + " to " + misfit.wanted() + " or more.");
    }

    private String key() {
        if (!copy.equals(Copies.ORIGINAL)) {
            return copies.place().section() + "." + copies.place().copies();
        }
        return copies.onRds() ? "database.restore-from" : "data." + copies.content() + "-snapshot";
    }
}
