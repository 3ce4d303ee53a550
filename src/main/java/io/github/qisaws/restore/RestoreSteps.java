package io.github.qisaws.restore;

import io.github.qisaws.aws.RecoveryPoint;
import io.github.qisaws.environment.Environment;
import java.util.List;

/** The steps for the user to restore what no plan restores: AWS Backup restores files of a file system to a new folder. */
public final class RestoreSteps {
    private final Environment environment;

    public RestoreSteps(Environment environment) {
        this.environment = environment;
    }

    /** The steps, one per line; details are indented. */
    public List<String> of(RecoveryPoint point) {
        if (!point.kind().equals("EFS")) {
            return List.of("To restore volumes or a database, run qis-aws restore " + environment.name()
                    + " with --at, or with --database and --images, and the IDs of snapshots.");
        }
        String system = point.resource().replaceAll(".*/", "");
        return List.of(
                "The image files are restored to a separate folder, so no data is lost. Run:",
                "  aws backup start-restore-job --region "
                        + environment.placement().region()
                        + " --recovery-point-arn " + point.arn() + " --iam-role-arn " + point.role()
                        + " --metadata file-system-id=" + system + ",newFileSystem=false,Encrypted=true",
                "The files appear in a folder aws-backup-restore_… at the root of " + system
                        + ". Copy back the missing files (src/docs/backup.md).");
    }
}
