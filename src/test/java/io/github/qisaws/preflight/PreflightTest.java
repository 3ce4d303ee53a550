package io.github.qisaws.preflight;

import static io.github.qisaws.preflight.AccountInOrder.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.PlanJson;
import io.github.qisaws.aws.AccountFacts.Bucket;
import io.github.qisaws.aws.AccountFacts.EncryptionKey;
import io.github.qisaws.aws.AccountFacts.Holder;
import io.github.qisaws.aws.AccountFacts.Image;
import io.github.qisaws.aws.DataSnapshot;
import io.github.qisaws.aws.RolloutFacts.EndedDeployment;
import io.github.qisaws.aws.RolloutFacts.Refresh;
import io.github.qisaws.aws.ScriptedDatabase;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.environment.Reading;
import io.github.qisaws.plan.Plan;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.review.guard.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an account and a plan say together, with the line of the environment file. */
class PreflightTest {
    private static final String TWO_SERVERS = """
            region: eu-west-1
            account: "123456789012"
            architecture: two-server
            host-name: images.example.com
            image: ami-0123456789abcdef0
            network:
              zones: [a, b, c]
            load-balancer: {certificate: imported}
            web:
              instance-type: t3.medium
              scaling: {minimum: 0, maximum: 3}
            data: {instance-type: t3.large}
            """;
    private static final String MANAGED = """
            region: eu-west-1
            account: "123456789012"
            architecture: managed
            host-name: images.example.com
            image: ami-0123456789abcdef0
            web: {scaling: {minimum: 2}}
            database: {engine-version: "16.4"}
            """;
    private static final String SERVER = "module.web-tier.aws_instance.full_time";

    @TempDir
    private Path folder;

    private final AccountInOrder account = new AccountInOrder();

    @Test
    void anAccountInOrderIsQuiet() {
        assertThat(findings(TWO_SERVERS, everything())).isEmpty();
        assertThat(findings(MANAGED, everything())).isEmpty();
    }

    @Test
    void aPlanThatCreatesNothingIsNotStopped() {
        account.bucket = Optional.empty();
        assertThat(findings(TWO_SERVERS, PlanJson.of(SERVER, "'no-op'", "{}", "{}")))
                .isEmpty();
        assertThat(findings(TWO_SERVERS, PlanJson.of(SERVER, "'delete'", "{}", "null")))
                .isEmpty();
        assertThat(findings(TWO_SERVERS, PlanJson.of(SERVER, "'create'", "null", "{}")))
                .hasSize(1);
    }

    @Test
    void aZoneThatTheAccountLacks() {
        account.zones.remove("eu-west-1b");
        assertThat(findings(TWO_SERVERS, PlanJson.of("aws_subnet.this", "'create'", "null", "{}")))
                .containsExactly(
                        "not-offered BLOCK 7:14: network.zones[1]: This account has no Availability Zone eu-west-1b.");
    }

    @Test
    void aRegionThatIsNotEnabledOrDoesNotExist() {
        for (String status : List.of("not-opted-in", "")) {
            AccountInOrder closed = new AccountInOrder() {
                @Override
                public Set<String> zones() {
                    throw problem("AuthFailure");
                }
            };
            closed.regionStatus = Optional.of(status).filter(each -> !each.isEmpty());
            assertThat(findings(closed, TWO_SERVERS, everything()))
                    .containsExactly(
                            status.isEmpty()
                                    ? "not-offered BLOCK 1:9: region: AWS has no region eu-west-1."
                                    : "not-offered BLOCK 1:9: region: The region eu-west-1 is not enabled for this account.");
        }
    }

    @Test
    void anInstanceTypeThatAZoneDoesNotOffer() {
        account.offerings.put("t3.medium", Set.of("eu-west-1b", "eu-west-1c"));
        String words = "7:11: network.zones[0]: eu-west-1a does not offer t3.medium (web.instance-type).";
        assertThat(findings(TWO_SERVERS, everything())).containsExactly("not-offered BLOCK " + words);
        assertThat(findings(TWO_SERVERS, PlanJson.of("aws_autoscaling_group.this", "'create'", "null", "{}")))
                .containsExactly("not-offered WARN " + words + " Web servers are launched in the other zones only.");
        account.offerings.put("t3.medium", Set.of());
        assertThat(findings(TWO_SERVERS, everything()))
                .containsExactly(
                        "not-offered BLOCK 10:18: web.instance-type: AWS does not offer t3.medium in eu-west-1.");
    }

    @Test
    void aServiceWithoutAnEndpoint() {
        Plan plan = PlanJson.of(
                "aws_vpc_endpoint.interface",
                "'create'",
                "null",
                "{'service_name':'com.amazonaws.eu-west-1.logs','vpc_endpoint_type':'Interface'}");
        account.services.put("com.amazonaws.eu-west-1.logs", Set.of("eu-west-1a", "eu-west-1b"));
        assertThat(findings(TWO_SERVERS, plan))
                .containsExactly("not-offered BLOCK 6:1: network.endpoints (not set; default): The VPC endpoint service"
                        + " com.amazonaws.eu-west-1.logs is not in eu-west-1c.");
        account.services.clear();
        assertThat(findings(TWO_SERVERS, plan))
                .containsExactly(
                        "not-offered BLOCK 6:1: network.endpoints (not set; default): eu-west-1 has no VPC endpoint"
                                + " service com.amazonaws.eu-west-1.logs.");
    }

    @Test
    void aVersionThatTheDatabaseCannotReach() {
        assertThat(findings(MANAGED, upgrade("17"))).isEmpty();
        account.databases.targets = List.of("17.10");
        assertThat(findings(MANAGED, upgrade("17")))
                .containsExactly(
                        "not-offered BLOCK 7:28: database.engine-version: RDS cannot upgrade PostgreSQL 16.10 to"
                                + " 17.6, the version that it installs for 17.");
        assertThat(findings(MANAGED, upgrade("17.10"))).isEmpty();
        assertThat(findings(MANAGED, upgrade("17.2"))).hasSize(1);
        assertThat(findings(MANAGED, upgrade("16.10"))).isEmpty();
    }

    private static Plan upgrade(String version) {
        return PlanJson.of(
                "aws_db_instance.this",
                "'update'",
                "{'engine_version':'16','engine_version_actual':'16.10'}",
                "{'engine_version':'" + version + "','engine_version_actual':'16.10'}");
    }

    @Test
    void aStaticParameterThatWaitsForAReboot() {
        String known = "{'identifier':'qis-database-staging'}";
        Plan plan = PlanJson.of("aws_db_instance.this", "'no-op'", known, known);
        assertThat(findings(MANAGED, plan)).isEmpty();
        account.databases.database = Optional.of(ScriptedDatabase.database("16.10", "available", "pending-reboot"));
        assertThat(findings(MANAGED, plan))
                .singleElement()
                .asString()
                .startsWith("database-restart WARN")
                .contains("wait for a reboot");
    }

    @Test
    void imageFilesWithoutABackupOfTodayAreNotDeletedWhileTheyAreProtected() {
        String arn = "'arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-1'";
        Plan plan = PlanJson.of("aws_efs_file_system.this", "'delete'", "{'arn':" + arn + "}", "null");
        String unprotected = MANAGED + "protect: false\n";

        assertThat(findings(MANAGED, plan))
                .singleElement()
                .asString()
                .startsWith("last-copy BLOCK")
                .contains("The image files in fs-1 will be deleted. AWS Backup has no complete backup of them.");
        assertThat(findings(unprotected, plan)).singleElement().asString().startsWith("last-copy WARN");

        account.lastBackup = Optional.of(AccountInOrder.NOW.minus(Duration.ofHours(31)));
        assertThat(findings(MANAGED, plan)).singleElement().asString().startsWith("last-copy BLOCK");
        account.lastBackup = Optional.of(AccountInOrder.NOW.minus(Duration.ofHours(29)));
        assertThat(findings(MANAGED, plan))
                .singleElement()
                .asString()
                .startsWith("last-copy WARN")
                .contains("Their newest backup in AWS Backup is of 2026-11-26T07:00:00Z.");
        Plan kept = PlanJson.of("aws_efs_file_system.this", "'update'", "{'arn':" + arn + "}", "{'arn':" + arn + "}");
        assertThat(findings(MANAGED, kept)).isEmpty();
    }

    @Test
    void aSnapshotFromWhichNoVolumeCanBeMade() {
        String file = TWO_SERVERS.replace("t3.large}", "t3.large, images-volume: 100, images-snapshot: snap-0123456a}");
        Plan plan = made("aws_ebs_volume.images[\"original\"]", "'snapshot_id':'snap-0123456a'");
        assertThat(findings(file, plan))
                .containsExactly(
                        "snapshot-unusable BLOCK 12:70: data.images-snapshot: This account cannot use a snapshot"
                                + " snap-0123456a in eu-west-1. A snapshot belongs to one region.");
        account.snapshot = Optional.of(snapshot("snap-0123456a", false, 100, ""));
        assertThat(findings(file, plan))
                .containsExactly(
                        "snapshot-unusable BLOCK 12:70: data.images-snapshot: The snapshot snap-0123456a is not"
                                + " complete.");
        account.snapshot = Optional.of(snapshot("snap-0123456a", true, 101, ""));
        assertThat(findings(file, plan))
                .containsExactly("snapshot-unusable BLOCK 12:48: data.images-volume: The snapshot snap-0123456a has 101"
                        + " GiB, and data.images-volume is 100.");
        assertThat(findings(file, PlanJson.of("aws_ebs_volume.images[\"original\"]", "'update'", "{}", "{}")))
                .isEmpty();
        account.snapshot = Optional.of(snapshot("snap-0123456a", true, 100, ""));
        assertThat(findings(file, plan)).isEmpty();
    }

    @Test
    void aSnapshotFromWhichNoDatabaseCanBeMade() {
        String name = "rds:qis-database-demo-2026-11-24-02-10";
        String original = "aws_db_instance.this[\"original\"]";
        String file = MANAGED.replace("\"16.4\"", "\"16.4\", storage: 40, maximum-storage: 50");
        Plan plan = made(original, "'snapshot_identifier':'" + name + "'");
        assertThat(findings(file, plan))
                .singleElement()
                .asString()
                .startsWith("snapshot-unusable BLOCK")
                .contains("database.restore-from (not set; default): This account cannot use a snapshot " + name);

        account.snapshot = Optional.of(snapshot(name, true, 41, "16.4"));
        assertThat(findings(file, plan)).singleElement().asString().contains("41 GiB, and database.storage is 40.");
        account.snapshot = Optional.of(snapshot(name, true, 40, "15.7"));
        assertThat(findings(file, plan))
                .singleElement()
                .asString()
                .contains("is of PostgreSQL 15.7, and database.engine-version is 16.4. Two major versions need");
        account.snapshot = Optional.of(snapshot(name, true, 40, "16.10"));
        assertThat(findings(file, plan))
                .singleElement()
                .asString()
                .contains("RDS does not go back to an older version.");
        account.snapshot = Optional.of(snapshot(name, true, 40, "16.3"));
        assertThat(findings(file, plan)).isEmpty();

        // A copy gets storage and minor version of its snapshot, and the storage can grow by itself.
        account.snapshot = Optional.of(snapshot(name, true, 46, "16.10"));
        Plan copy = made("aws_db_instance.this[\"r1\"]", "'snapshot_identifier':'" + name + "'");
        assertThat(findings(file, copy))
                .singleElement()
                .asString()
                .contains("has 46 GiB, and database.maximum-storage is 50, which must be at least 10 % more.");
        account.snapshot = Optional.of(snapshot(name, true, 45, "16.10"));
        assertThat(findings(file, copy)).isEmpty();

        account.snapshot = Optional.empty();
        String shared = "arn:aws:rds:eu-west-1:999999999999:snapshot:shared";
        assertThat(findings(file, made(original, "'snapshot_identifier':'" + shared + "'")))
                .isEmpty();
    }

    private static Plan made(String address, String attribute) {
        return PlanJson.of(address, "'create'", "null", "{" + attribute + "}");
    }

    private static DataSnapshot snapshot(String id, boolean complete, int gib, String version) {
        return new DataSnapshot(id, "images", NOW, complete, gib, version, "");
    }

    @Test
    void aDatabaseThatRdsDoesNotOffer() {
        Plan plan = PlanJson.of("aws_db_instance.this", "'create'", "null", "{}");
        account.databaseOffers.put("16.4", Set.of("eu-west-1a"));
        assertThat(findings(MANAGED, plan))
                .containsExactly(
                        "not-offered BLOCK 1:1: network.zones (not set; default): RDS offers PostgreSQL 16.4 on"
                                + " db.t4g.medium in 1 of these zones; the database needs 2.");
        account.databaseOffers.remove("16.4");
        assertThat(findings(MANAGED, plan))
                .containsExactly(
                        "not-offered BLOCK 7:28: database.engine-version: RDS does not offer PostgreSQL 16.4 on"
                                + " db.t4g.medium in eu-west-1.");
        assertThat(findings(MANAGED.replace("16.4", "16"), plan)).isEmpty();
        account.databaseOffers.clear();
        assertThat(findings(MANAGED, plan))
                .containsExactly("not-offered BLOCK 7:1: database.instance-class (not set; default): RDS does not offer"
                        + " db.t4g.medium for PostgreSQL in eu-west-1.");
    }

    @Test
    void aKeyThatCannotEncrypt() {
        String arn = "arn:aws:kms:eu-west-1:123456789012:key/1";
        String file = TWO_SERVERS + "encryption-key: " + arn + "\n";
        String at = "key-unusable BLOCK 13:17: encryption-key: ";
        assertThat(findings(file, everything())).isEmpty();
        account.key = Optional.of(new EncryptionKey("PendingDeletion", true));
        assertThat(findings(file, everything()))
                .containsExactly(at + "The KMS key " + arn + " is not enabled (PendingDeletion).");
        account.key = Optional.of(new EncryptionKey("Enabled", false));
        assertThat(findings(file, everything()))
                .containsExactly(at + "The KMS key " + arn + " is not a symmetric key for encryption.");
        account.key = Optional.empty();
        assertThat(findings(file, everything())).containsExactly(at + "There is no KMS key " + arn + ".");
        assertThat(findings(TWO_SERVERS, everything())).isEmpty();
    }

    @Test
    void anExistingNetworkWithoutRoutes() {
        String file = TWO_SERVERS.replace(
                "  zones: [a, b, c]\n",
                "  existing: {vpc: vpc-00000000, private-subnets: {a: subnet-00000001, b: subnet-00000002},"
                        + " public-subnets: {a: subnet-00000003, b: subnet-00000004}}\n");
        account.routes.putAll(Map.of("main", "igw-1", "subnet-00000001", "nat-1", "subnet-00000002", "tgw-1"));
        assertThat(findings(file, everything())).isEmpty();

        account.routes.putAll(Map.of("subnet-00000001", "", "subnet-00000004", "nat-1"));
        account.routes.remove("subnet-00000002");
        String rule = "network-unusable ";
        String out = " Its servers have no public IP address, so they cannot reach AWS's services.";
        assertThat(findings(file, everything()))
                .containsExactlyInAnyOrder(
                        rule
                                + "WARN 7:54: network.existing.private-subnets.a: The subnet subnet-00000001 has no default"
                                + " route." + out,
                        rule + "WARN 7:74: network.existing.private-subnets.b: The subnet subnet-00000002 has a default"
                                + " route to an internet gateway only." + out,
                        rule + "BLOCK 7:132: network.existing.public-subnets.b: The subnet subnet-00000004 has no"
                                + " default route to an internet gateway, so visitors cannot reach the load"
                                + " balancer.");
        assertThat(findings(
                        file.replace("certificate: imported", "certificate: imported, internal: true"), everything()))
                .noneMatch(text -> text.contains("BLOCK"));
    }

    @Test
    void anImageThatDoesNotFit() {
        String at = "image-unusable BLOCK 5:8: image: ";
        account.image = Optional.of(new Image("ami-1", "available", "arm64", 8));
        assertThat(findings(TWO_SERVERS, everything()))
                .contains(at + "The AMI ami-1 is for arm64, but t3.medium runs x86_64.");
        account.image = Optional.of(new Image("ami-1", "pending", "x86_64", 8));
        assertThat(findings(TWO_SERVERS, everything()))
                .containsExactly(at + "The AMI ami-1 is pending, not available.");
        account.image = Optional.of(new Image("ami-1", "available", "x86_64", 30));
        assertThat(findings(TWO_SERVERS, everything()))
                .containsExactly(at + "The root volume has 10 GiB, but the AMI ami-1 needs 30 GiB.");
        account.image = Optional.empty();
        assertThat(findings(TWO_SERVERS, everything()))
                .containsExactly(at + "This account cannot use an AMI ami-0123456789abcdef0 in eu-west-1. An AMI"
                        + " belongs to one region.");
        account.parameter = Optional.empty();
        assertThat(findings(TWO_SERVERS.replace("ami-0123456789abcdef0", "ssm:/qis-aws/x/image/x86_64"), everything()))
                .containsExactly(at + "eu-west-1 has no SSM parameter /qis-aws/x/image/x86_64.");
    }

    @Test
    void aCertificateThatIsMissingExpiredOrExpiresSoon() {
        String at = "8:30: load-balancer.certificate: ";
        Plan listener = PlanJson.of("aws_lb_listener.https", "'create'", "null", "{}");
        account.certificate = Optional.of(AccountInOrder.certificate("ISSUED", NOW.plusSeconds(86_400L * 3)));
        assertThat(findings(TWO_SERVERS, listener))
                .singleElement()
                .asString()
                .startsWith("certificate-unusable WARN " + at)
                .contains("expires in 3 days");
        account.certificate = Optional.of(AccountInOrder.certificate("EXPIRED", NOW));
        assertThat(findings(TWO_SERVERS, listener))
                .singleElement()
                .asString()
                .startsWith("certificate-unusable BLOCK " + at)
                .contains("EXPIRED");
        account.certificate = Optional.empty();
        assertThat(findings(TWO_SERVERS, listener))
                .containsExactly("certificate-unusable BLOCK " + at
                        + "ACM has no imported certificate for images.example.com in eu-west-1.");
        // A listener that stays as it is goes on with its certificate.
        assertThat(findings(TWO_SERVERS, PlanJson.of("aws_eip.this", "'create'", "null", "{}")))
                .singleElement()
                .asString()
                .startsWith("certificate-unusable WARN " + at);
    }

    @Test
    void aStateBucketThatIsMissingElsewhereOrForeign() {
        String file = TWO_SERVERS + "state: {bucket: acme-state}\n";
        String at = "13:17: state.bucket: The bucket acme-state ";
        account.bucket = Optional.empty();
        assertThat(findings(file, everything())).containsExactly("state-bucket BLOCK " + at + "does not exist.");
        account.bucket = Optional.of(new Bucket("us-east-1", false));
        assertThat(findings(file, everything()))
                .containsExactly("state-bucket BLOCK " + at
                        + "is in us-east-1, but this environment and its state are in eu-west-1.");
        account.bucket = Optional.of(new Bucket("eu-west-1", true));
        assertThat(findings(file, everything()))
                .containsExactly("state-bucket WARN " + at
                        + "belongs to another account, whose owner can read and change the state.");
    }

    @Test
    void aClockThatIsOff() {
        account.now = NOW.plusSeconds(600);
        assertThat(findings(TWO_SERVERS, everything()))
                .singleElement()
                .asString()
                .startsWith("clock-skew WARN ")
                .contains("10 minutes behind");
    }

    @Test
    void aQuotaThatIsUsedUp() {
        account.quotas.put("L-0263D0A3", 5);
        account.addresses = 4;
        assertThat(findings(TWO_SERVERS, PlanJson.of("aws_eip.nat", "'create'", "null", "{}")))
                .isEmpty();
        account.addresses = 5;
        assertThat(findings(TWO_SERVERS, PlanJson.of("aws_eip.nat", "'create'", "null", "{}")))
                .containsExactly(
                        "quota-exceeded BLOCK 6:1: network.nat (not set; default): The quota allows 5 Elastic IP"
                                + " addresses. The account has 5, and this plan adds 1.");
        assertThat(findings(TWO_SERVERS, PlanJson.of("aws_eip.nat", "'delete','create'", "{}", "{}")))
                .isEmpty();
    }

    @Test
    void aQuotaOfVcpusThatIsUsedUpOrThatStopsScaling() {
        account.quotas.put("L-1216C47A", 10);
        account.instances.putAll(Map.of("m5.large", 2, "p3.large", 20));
        Plan plan = new PlanJson()
                .change(SERVER, "'create'", "null", "{'instance_type':'t3.medium'}")
                .change("aws_autoscaling_group.this", "'create'", "null", "{'min_size':0,'max_size':3}")
                .plan();
        assertThat(findings(TWO_SERVERS, plan))
                .containsExactly(
                        "quota-exceeded WARN 11:34: web.scaling.maximum: The quota allows 10 vCPUs of standard"
                                + " instances. 4 are in use. The largest fleet needs 8 more, so scaling would stop before it reaches web.scaling.maximum.");
        account.instances.put("m5.large", 5);
        assertThat(findings(TWO_SERVERS, plan))
                .containsExactly("quota-exceeded BLOCK 10:18: web.instance-type: The quota allows 10 vCPUs of standard"
                        + " instances. 10 are in use, and this plan adds 2.");
    }

    @Test
    void moreRulesInASecurityGroupThanTheQuotaAllows() {
        PlanJson plan =
                new PlanJson().change("module.firewall.aws_security_group.load_balancer", "'create'", "null", "{}");
        String rule = "module.firewall.aws_vpc_security_group_ingress_rule.load_balancer_";
        for (int i = 0; i < 5; i++) {
            plan.change(rule + "port[" + i + "]", "'create'", "null", "{}");
        }
        plan.change(rule + "cloudfront", "'create'", "null", "{'prefix_list_id':'pl-cloudfront'}");
        assertThat(findings(TWO_SERVERS, plan.plan())).isEmpty();
        plan.change(rule + "other", "'create'", "null", "{}");
        assertThat(findings(TWO_SERVERS, plan.plan()))
                .singleElement()
                .asString()
                .startsWith("quota-exceeded BLOCK ")
                .contains("allows 60 inbound rules in a security group; this plan needs 61");
    }

    @Test
    void aNameThatIsTaken() {
        account.names.put("qis-aws/demo/data-server", new Holder(true));
        account.names.put("qis-data-server-demo", new Holder(false));
        String role = "module.data-server.aws_iam_role.this";
        String name = "{'name':'qis-data-server-demo'}";
        Plan plan = new PlanJson()
                .change(
                        "module.data-server.aws_secretsmanager_secret.this",
                        "'create'",
                        "null",
                        "{'name':'qis-aws/demo/data-server'}")
                .change(role, "'create'", "null", name)
                .plan();
        assertThat(findings(TWO_SERVERS, plan))
                .containsExactly(
                        "name-taken BLOCK 1:1: The secret qis-aws/demo/data-server is scheduled for deletion. Its name"
                                + " cannot be used until AWS has deleted it.",
                        "name-taken BLOCK 1:1: The account already has a resource with the name qis-data-server-demo, which"
                                + " is not in this state.");
        // The resource in the state has the name: another rule tells what that change loses.
        Plan renamed = new PlanJson()
                .change(role, "'delete'", name, "null")
                .change("module.data-server.aws_iam_role.new", "'create'", "null", name)
                .plan();
        assertThat(findings(TWO_SERVERS, renamed)).isEmpty();
    }

    @Test
    void aVersionWhoseRolloutFailedIsToldAlsoWithoutChanges() {
        String group = "module.web-tier.aws_autoscaling_group.this";
        String version4 = "{'name':'qis-web-demo','launch_template':[{'version':'4'}]}";
        String version5 = version4.replace("'4'", "'5'");
        account.rollouts.refresh = Optional.of(new Refresh("Failed", "Unhealthy.", 50, NOW, ""));
        String words =
                "rollout-failed WARN 5:8: image: The last instance refresh of qis-web-demo to launch template version"
                        + " 4 ended with Failed: Unhealthy.";
        assertThat(findings(TWO_SERVERS, PlanJson.of(group, "'no-op'", version4, version4)))
                .containsExactly(words);
        assertThat(findings(TWO_SERVERS, PlanJson.of(group, "'update'", version4, version5)))
                .isEmpty();
        account.rollouts.refresh = Optional.of(new Refresh("RollbackSuccessful", "Unhealthy.", 50, NOW, "5"));
        assertThat(findings(TWO_SERVERS, PlanJson.of(group, "'update'", version4, version5)))
                .containsExactly(words.replace("version 4", "version 5").replace("Failed:", "RollbackSuccessful:"));
        account.rollouts.refresh = Optional.of(new Refresh("Successful", "", 100, NOW, "4"));
        assertThat(findings(TWO_SERVERS, PlanJson.of(group, "'no-op'", version4, version4)))
                .isEmpty();
    }

    @Test
    void aRevisionThatWasRolledBackIsTold() {
        String service = "module.containers.aws_ecs_service.this";
        String revision7 = "{'name':'qis-demo','cluster':'arn:c','task_definition':'arn:task-definition/qis:7'}";
        Plan again = PlanJson.of(service, "'update'", revision7, revision7.replace(":7", ":8"));
        account.rollouts.ended =
                Optional.of(new EndedDeployment("arn:task-definition/qis:8", "ROLLBACK_SUCCESSFUL", "circuit breaker"));
        assertThat(findings(TWO_SERVERS, again))
                .containsExactly(
                        "rollout-failed WARN 1:1: containers.image (not set; default): The last deployment of qis:8 in service qis-demo ended with"
                                + " ROLLBACK_SUCCESSFUL: circuit breaker");
        account.rollouts.ended = Optional.of(new EndedDeployment("arn:task-definition/qis:8", "SUCCESSFUL", ""));
        assertThat(findings(TWO_SERVERS, again)).isEmpty();
    }

    @Test
    void withoutAnAnswerThePlanGoesOnWithANote() {
        AccountInOrder closed = new AccountInOrder() {
            @Override
            public int quota(String service, String code) {
                throw problem("AccessDenied");
            }

            @Override
            public int addresses() {
                throw new IllegalStateException();
            }
        };
        assertThat(findings(closed, TWO_SERVERS, everything()))
                .singleElement()
                .asString()
                .startsWith("not-asked NOTE ")
                .contains("quota of VPCs (ec2:DescribeVpcs, servicequotas:GetAWSDefaultServiceQuota,"
                        + " servicequotas:GetServiceQuota)");
    }

    @Test
    void aFailedPlanIsExplained() {
        account.image = Optional.empty();
        Reading file = file(TWO_SERVERS);
        try (Preflight preflight = begin(account, file)) {
            assertThatThrownBy(() -> preflight.explaining(() -> {
                        throw problem("Your query returned no results");
                    }))
                    .hasMessageContaining(
                            "environment.yaml:5:8: image: This account cannot use an AMI ami-0123456789abcdef0 in eu-west-1")
                    .hasMessageContaining("Your query returned no results")
                    .extracting(thrown -> ((ProblemException) thrown).problem().fix())
                    .asString()
                    .contains("copy it with qis-aws image copy");
        }
        try (Preflight preflight = begin(account, file)) {
            assertThatThrownBy(() -> preflight.explaining(() -> {
                        throw new Problem(ExitCode.LOCKED, "state is locked", "", "").asException();
                    }))
                    .hasMessageNotContaining("image");
        }
        try (Preflight preflight = begin(new AccountInOrder(), file)) {
            assertThatThrownBy(() -> preflight.explaining(() -> {
                        throw problem("state is locked");
                    }))
                    .hasMessageNotContaining("image");
        }
    }

    @Test
    void eachQuestionNamesReadOnlyActions() {
        assertThat(Preflight.actions(EnvironmentFile.read(Path.of("environments", "staging"))))
                .contains(
                        "ec2:DescribeRegions",
                        "rds:DescribeOrderableDBInstanceOptions",
                        "servicequotas:GetServiceQuota")
                .allMatch(action -> action.matches("[a-z0-9]+:(Describe|Get|List)[A-Za-z0-9]+"));
        assertThat(Preflight.actions(EnvironmentFile.read(Path.of("environments", "classic"))))
                .doesNotContain("rds:DescribeOrderableDBInstanceOptions");
    }

    private static RuntimeException problem(String why) {
        return new Problem(ExitCode.FAILED, "failed", why, "").asException();
    }

    /** A server is created with a root volume of 10 GiB. */
    private static Plan everything() {
        return PlanJson.of(
                SERVER, "'create'", "null", "{'instance_type':'t3.medium','root_block_device':[{'volume_size':10}]}");
    }

    private List<String> findings(String file, Plan plan) {
        return findings(account, file, plan);
    }

    private List<String> findings(AccountInOrder asked, String file, Plan plan) {
        Reading reading = file(file);
        try (Preflight preflight = begin(asked, reading)) {
            return preflight.findings(plan).stream()
                    .map(finding -> told(finding, reading.sources().file()))
                    .toList();
        }
    }

    private static String told(Finding finding, String file) {
        return finding.rule().id() + " " + finding.level() + " "
                + finding.words().replace(file + ":", "");
    }

    private static Preflight begin(AccountInOrder account, Reading file) {
        return Preflight.begin(file.orThrow(), file.sources(), account, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Reading file(String text) {
        try {
            Path demo = Files.createDirectories(folder.resolve("demo"));
            Files.writeString(demo.resolve(EnvironmentFile.NAME), text);
            return EnvironmentFile.check(demo);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
