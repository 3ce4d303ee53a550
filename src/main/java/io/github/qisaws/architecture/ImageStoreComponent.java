package io.github.qisaws.architecture;

import java.util.List;

/** The image tree that all web servers share, by EFS. */
public final class ImageStoreComponent {
    public static final Contract CONTRACT = new Contract(
            "image-store",
            "Image store",
            "The image tree that all web servers share: an encrypted EFS file system with a mount target in every given"
                    + " subnet and one access point, by which everything belongs to QIS's user. Its policy lets clients"
                    + " in by that access point alone, and only over TLS.",
            List.of(
                    CommonInputs.ENVIRONMENT,
                    CommonInputs.TAGS,
                    CommonInputs.ids("subnet_ids", "subnet", 1)
                            .describedAs("Subnets of the mount targets, one per zone. Append only.")
                            .build(),
                    CommonInputs.ids("security_group_ids", "sg", 1)
                            .describedAs("Security groups of the mount targets.")
                            .build(),
                    Input.optional("throughput", "string", "elastic")
                            .describedAs("elastic: as much as is asked for, billed by use. bursting: grows with the"
                                    + " size of the image tree.")
                            .oneOf("elastic", "bursting")
                            .build(),
                    Input.optional("automatic_backup", "bool", true)
                            .describedAs("Daily backups of AWS's own plan for EFS, kept for 35 days.")
                            .flag()
                            .build()),
            List.of(
                    new Contract.Output("file_system_id", "Id of the file system."),
                    new Contract.Output("file_system_arn", "ARN of the file system."),
                    new Contract.Output("access_point_id", "Id of the access point."),
                    new Contract.Output(
                            "source", "What QIS_IMAGES of a web server's role file says to mount the image tree.")),
            List.of(new Contract.Stateful("aws_efs_file_system.this", "all original images")));

    private ImageStoreComponent() {}
}
