package io.github.qisaws.architecture;

import java.util.List;
import java.util.Map;

/** The original images on EFS, shared by all web servers. */
public final class ImageStoreComponent {
    public static final Contract CONTRACT = new Contract(
            "image-store",
            "Image store",
            "The original images, shared by all web servers: an encrypted EFS file system with a mount target in each"
                    + " subnet, and one access point, through which all files belong to QIS's user. The file system"
                    + " policy allows access only through the access point and over TLS.",
            List.of(
                    CommonInputs.ENVIRONMENT,
                    CommonInputs.TAGS,
                    CommonInputs.ENCRYPTION_KEY,
                    CommonInputs.IAM_PATH,
                    CommonInputs.PERMISSIONS_BOUNDARY,
                    CommonInputs.copies(
                            "image-store.copies",
                            "File systems",
                            "arn:aws[a-z-]*:backup:[a-z0-9-]+:[0-9]{12}:recovery-point:[A-Za-z0-9-]+",
                            Map.of("original", "", "r1", "snap-0123456789abcdef0")),
                    CommonInputs.serves(
                            "image-store.serves",
                            "copies",
                            "The file system that the outputs name, by its name in copies."),
                    CommonInputs.ids("subnet_ids", "subnet", 1)
                            .describedAs("Subnets of the EFS mount targets, one per zone. Only append to this list.")
                            .build(),
                    CommonInputs.ids("security_group_ids", "sg", 1)
                            .describedAs("Security groups of the EFS mount targets.")
                            .build(),
                    Input.optional("throughput", "string", "elastic")
                            .describedAs("Throughput mode. elastic: scales with the load, billed by use. bursting:"
                                    + " scales with the stored size.")
                            .oneOf("elastic", "bursting")
                            .build(),
                    Input.optional("automatic_backup", "bool", true)
                            .describedAs("Enable EFS automatic backups: daily, kept for 35 days.")
                            .flag()
                            .build()),
            List.of(
                    new Contract.Output("file_system_id", "ID of the EFS file system."),
                    new Contract.Output("file_system_arn", "ARN of the EFS file system."),
                    new Contract.Output("access_point_id", "ID of the EFS access point."),
                    new Contract.Output("source", "Value for QIS_IMAGES in a web server's role file.")),
            List.of(new Contract.Stateful("aws_efs_file_system.this", "all original images")));

    private ImageStoreComponent() {}
}
