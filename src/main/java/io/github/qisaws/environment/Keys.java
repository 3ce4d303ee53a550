package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.ArchitectureName;
import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.ChoiceType;
import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.ListType;
import io.github.qisaws.environment.schema.MapType;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.TextType;
import java.util.List;
import java.util.Map;

/** The keys of an environment file, each declared once: here, or in the class of its section. */
final class Keys {
    private static final int MOST_TAGS = 40;
    private static final int MOST_OWNERS = 20;
    private static final Section.Builder TOP =
            Section.at("", "One deployment of QIS on AWS. Only region, account, and architecture are required.");

    static final Key<String> REGION = TOP.key(
            "region",
            Forms.REGION,
            Default.none(),
            "AWS region.",
            Regions.known().toArray());
    static final Key<String> ACCOUNT = TOP.key(
            "account",
            Forms.ACCOUNT,
            Default.none(),
            "AWS account ID, in quotes. Commands fail if the credentials belong to another account.",
            "123456789012");
    static final Key<ArchitectureName> ARCHITECTURE = TOP.key(
            "architecture",
            ChoiceType.of(ArchitectureName.class),
            Default.none(),
            "How the components are combined (src/docs/architectures.md).");
    static final Key<String> HOST_NAME = TOP.key(
            "host-name",
            Forms.HOST_NAME,
            Default.of(""),
            "Public DNS name of the site. If empty, visitors use the load balancer's DNS name.",
            "images.example.com");
    static final Key<String> OPERATOR_EMAIL = TOP.key(
            "operator-email",
            Forms.EMAIL,
            Default.derived("no notifications"),
            "Email address that receives scaling notifications, alarms, and failures of image builds.",
            "ops@example.com");
    static final Key<String> IMAGE = TOP.key(
            "image",
            Forms.IMAGE,
            Default.derived("ssm:/qis-aws/ENVIRONMENT/image/ and the CPU architecture of web.instance-type"),
            "AMI of the servers, or an SSM parameter that holds its ID. The default is the parameter that the"
                    + " environment's image pipeline and \"qis-aws image promote\" write.",
            "ssm:/qis-aws/images/image/arm64",
            "ami-0123456789abcdef0");
    static final Key<List<String>> IMAGE_OWNERS = TOP.key(
            "image-owners",
            new ListType<>(Forms.ACCOUNT, 0, MOST_OWNERS),
            Default.of(List.of()),
            "Other AWS accounts that share their AMIs with this account. Required if image is one of theirs.",
            List.of("210987654321"));
    static final Key<String> ENCRYPTION_KEY = TOP.key(
            "encryption-key",
            new TextType(
                    "the ARN of a KMS key, or \"\" for the AWS managed keys",
                    "|arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+"),
            Default.of(""),
            "Customer managed KMS key for volumes, secrets, logs, backups, RDS, and EFS. A change replaces volumes,"
                    + " database, and file system, which the guard blocks.",
            "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef");
    static final Key<Boolean> PROTECT = TOP.key(
            "protect",
            new BooleanType(),
            Default.of(true),
            "Enable deletion and termination protection for resources that hold data or receive traffic.");
    static final Key<Boolean> MIGRATION = TOP.key(
            "migration",
            new BooleanType(),
            Default.of(false),
            "Create the staging bucket through which qis-aws migrate moves an existing QIS in (src/docs/moving-in.md)."
                    + " Remove the key after the move.");
    static final Key<Map<String, String>> TAGS = TOP.key(
            "tags",
            new MapType(Forms.TAG_NAME, Forms.TAG_VALUE, MOST_TAGS),
            Default.of(Map.of()),
            "Tags for every resource, in addition to those that qis-aws sets.",
            Map.of("cost-centre", "images"));

    static final Section ROOT = TOP.section(NetworkKeys.SECTION)
            .section(LoadBalancerKeys.SECTION)
            .section(EdgeKeys.SECTION)
            .section(WebKeys.SECTION)
            .section(DataKeys.SECTION)
            .section(ManagedKeys.DATABASE_SECTION)
            .section(ManagedKeys.IMAGE_STORE_SECTION)
            .section(ManagedKeys.CACHE_SECTION)
            .section(ContainerKeys.SECTION)
            .section(CareKeys.MONITORING_SECTION)
            .section(CareKeys.BACKUP_SECTION)
            .section(IamKeys.SECTION)
            .section(StateKeys.SECTION)
            .section(PolicyKeys.SECTION)
            .section(ImageBuildKeys.SECTION)
            .build();

    private Keys() {}
}
