package io.github.qisaws.environment;

import io.github.qisaws.environment.Environment.ArchitectureName;
import io.github.qisaws.environment.schema.BooleanType;
import io.github.qisaws.environment.schema.ChoiceType;
import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.MapType;
import io.github.qisaws.environment.schema.Section;
import java.util.Map;

/** The keys of an environment file, each declared once: here, or in the class of its section. */
final class Keys {
    private static final int MOST_TAGS = 40;
    private static final Section.Builder TOP =
            Section.at("", "One deployment of QIS on AWS. Every key but the first three may be left out.");

    static final Key<String> REGION = TOP.key(
            "region",
            Forms.REGION,
            Default.none(),
            "The AWS region.",
            Regions.known().toArray());
    static final Key<String> ACCOUNT = TOP.key(
            "account",
            Forms.ACCOUNT,
            Default.none(),
            "The AWS account, in quotes; nothing is ever planned or applied in another one.",
            "123456789012");
    static final Key<ArchitectureName> ARCHITECTURE = TOP.key(
            "architecture",
            ChoiceType.of(ArchitectureName.class),
            Default.none(),
            "How the components are put together (src/docs/architectures.md).");
    static final Key<String> HOST_NAME = TOP.key(
            "host-name",
            Forms.HOST_NAME,
            Default.of(""),
            "The site's public DNS name; empty means the load balancer's own name.",
            "images.example.com");
    static final Key<String> OPERATOR_EMAIL = TOP.key(
            "operator-email",
            Forms.EMAIL,
            Default.derived("nobody is told"),
            "Who gets scaling notices and alarms.",
            "ops@example.com");
    static final Key<String> IMAGE = TOP.key(
            "image",
            Forms.IMAGE,
            Default.derived("ssm:/qis-aws/ENVIRONMENT/image/ and the processor of web.instance-type"),
            "The servers' machine image: an AMI, or an SSM parameter that names the newest good one. The default is what"
                    + " this environment's own pipeline and \"qis-aws image promote\" write.",
            "ssm:/qis-aws/images/image/arm64",
            "ami-0123456789abcdef0");
    static final Key<Boolean> PROTECT = TOP.key(
            "protect",
            new BooleanType(),
            Default.of(true),
            "Protect what holds data or takes traffic from deletion and termination.");
    static final Key<Map<String, String>> TAGS = TOP.key(
            "tags",
            new MapType(Forms.TAG_NAME, Forms.TAG_VALUE, MOST_TAGS),
            Default.of(Map.of()),
            "Tags on every resource, beside those that qis-aws sets itself.",
            Map.of("cost-centre", "images"));

    static final Section ROOT = TOP.section(NetworkKeys.SECTION)
            .section(LoadBalancerKeys.SECTION)
            .section(EdgeKeys.SECTION)
            .section(WebKeys.SECTION)
            .section(DataKeys.SECTION)
            .section(ManagedKeys.DATABASE_SECTION)
            .section(ManagedKeys.CACHE_SECTION)
            .section(ContainerKeys.SECTION)
            .section(CareKeys.MONITORING_SECTION)
            .section(CareKeys.BACKUP_SECTION)
            .section(StateKeys.SECTION)
            .section(PolicyKeys.SECTION)
            .section(ImageBuildKeys.SECTION)
            .build();

    private Keys() {}
}
