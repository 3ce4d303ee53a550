package io.github.qisaws.architecture;

import io.github.qisaws.environment.Application;
import io.github.qisaws.environment.Environment;
import java.util.List;
import java.util.Optional;

/** The staging bucket of a move: copies of a database dump and of images on their way into an environment. */
public final class MigrationComponent {
    /** The folder of all objects of a move. */
    public static final String PREFIX = "import/";

    public static final Contract CONTRACT = new Contract(
            "migration",
            "Migration",
            "A private S3 bucket through which a QIS that runs elsewhere moves into an environment: qis-aws migrate uploads"
                    + " a database dump and the original images, and a server of the environment loads them. The"
                    + " bucket holds only copies, so they expire after 30 days, and a destroy deletes them too.",
            List.of(
                    CommonInputs.ENVIRONMENT,
                    CommonInputs.TAGS,
                    CommonInputs.ENCRYPTION_KEY,
                    Input.required("server_role_names", "list(string)", List.of("qis-data-demo"))
                            .describedAs("IAM roles of the servers that load the copies.")
                            .eachMatching(
                                    "[A-Za-z0-9+=,.@_-]{1,64}",
                                    "server_role_names must contain names of IAM roles.",
                                    "a/b")
                            .build()),
            List.of(
                    new Contract.Output("bucket", "Name of the bucket."),
                    new Contract.Output("bucket_arn", "ARN of the bucket.")),
            List.of(new Contract.Stateful(
                    "aws_s3_bucket.staging", "copies of the dump and the images of a move, not the originals")));

    private MigrationComponent() {}

    /** The component; empty unless the environment file asks for it. */
    static Optional<MigrationOutputs> of(
            Environment environment, Application application, Reference<Kind.Role> serverRole) {
        return application.operations().migration()
                ? Optional.of(new MigrationOutputs(Call.of(new MigrationInputs(
                        Common.of(environment, CONTRACT), new MigrationInputs.Servers(List.of(serverRole.text()))))))
                : Optional.empty();
    }

    /** The name of the bucket, which is unique in all accounts. */
    public static String bucket(Environment environment) {
        return "qis-migration-" + environment.name() + "-"
                + environment.placement().account() + "-"
                + environment.placement().region();
    }
}
