package io.github.qisaws.preflight;

import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.aws.RecoveryPoint;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.review.guard.RuleName;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a file system that is destroyed has a backup of today. EFS has no deletion protection, and DeleteFileSystem is
 * final (EFS API). Backups outlive the file system, because they are in a vault and cannot be deleted through EFS (AWS
 * Backup Developer Guide, "Identity and access management in AWS Backup").
 */
record BackupQuestion(Clock clock, boolean protect, String address, String arn, String environment, String region)
        implements Question {
    /** One question for each file system that is destroyed or replaced. */
    static Stream<Question> of(Environment environment, Clock clock, Plan plan) {
        return plan.changes().stream()
                .filter(change -> change.type().equals("aws_efs_file_system")
                        && change.action().destroys()
                        && change.before("arn").isKnown())
                .map(change -> new BackupQuestion(
                        clock,
                        environment.site().protect(),
                        change.address().text(),
                        change.before("arn").raw(),
                        environment.name(),
                        environment.placement().region()));
    }

    @Override
    public String about() {
        return "the backups of the image files";
    }

    @Override
    public Set<String> actions() {
        return Set.of("backup:ListRecoveryPointsByResource");
    }

    /** A plan that only destroys counts as one without changes. */
    @Override
    public boolean evenWithoutChanges() {
        return true;
    }

    @Override
    public Answer ask(AccountFacts account) {
        Optional<Instant> last = account.lastBackup(arn);
        boolean fresh = last.filter(made -> RecoveryPoint.isFresh(made, clock.instant()))
                .isPresent();
        String why = "The image files in " + arn.replaceAll(".*/", "") + " will be deleted. "
                + last.map(made -> "Their newest backup in AWS Backup is of " + made + ".")
                        .orElse("AWS Backup has no complete backup of them.");
        Obstacle obstacle = protect && !fresh
                ? Obstacle.blocks(RuleName.LAST_COPY, "protect", why, fix())
                : Obstacle.warns(
                        RuleName.LAST_COPY,
                        "protect",
                        why,
                        fresh
                                ? "The backup stays for its retention period. Copy it if you need it for longer."
                                : fix());
        List<Obstacle> found = List.of(obstacle.at(address));
        return planned -> found;
    }

    /** The vault of automatic backups takes no others (AWS Backup Developer Guide, "Working with Amazon EFS"). */
    private String fix() {
        String vault = "qis-backup-" + environment;
        return "Wait for the next daily backup. Or set backup: {enabled: true} and apply it, then back up now: aws backup"
                + " start-backup-job --region " + region + " --backup-vault-name " + vault + " --resource-arn " + arn
                + " --iam-role-arn ROLE, with the ARN of the role " + vault + "-" + region + ". Then plan again.";
    }
}
