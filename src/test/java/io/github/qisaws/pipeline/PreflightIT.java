package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestAccount;
import io.github.qisaws.TestEngine;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real plans: what stops an apply in the account is a finding at its line, and an account in order is quiet. */
class PreflightIT {
    private static final String FILE = "environments/demo/environment.yaml";

    private static final String ZONE = FILE + ":11:11: network.zones[0]: ";

    @TempDir
    private Path folder;

    private final TestEngine engine = TestEngine.find();
    private Emulator emulator;

    @BeforeEach
    void start() throws IOException {
        TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
        TestEngine.copy(Path.of("environments/demo"), folder.resolve("environments/demo"));
        emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), System.err::println);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void anAccountInOrderGivesNoFinding() {
        Project project = new Project(folder);
        Environment environment = environment();
        TestAccount.prepare(project, emulator, tools(environment), environment);
        Review review = plan(environment);
        assertThat(review.findings())
                .noneMatch(finding -> isPreflight(finding.rule().id()));
        assertThat(emulator.lacking()).isEmpty();
    }

    @Test
    void whatStopsTheApplyInTheAccountIsToldByItsLine() throws IOException {
        String ami = emulator.prepare("us-east-1").registerImage("qis", "x86_64");
        String snapshot = snapshot(new EmulatorQuery(emulator.over(TestEngine.OURS, "us-east-1")));
        Path file = folder.resolve(FILE);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("region: eu-west-1", "region: us-east-1")
                        .replace("zones: [a, b, c]", "zones: [e, a]")
                        .replace(
                                "images-volume: 100",
                                "images-volume: 100\n  images-snapshot: " + snapshot
                                        + "\n  database-snapshot: snap-0123456789abcdef0")
                        .concat("image: " + ami + "\nstate: {bucket: acme-terraform-state}\n"));
        Environment environment = environment();
        EmulatorQuery aws = new EmulatorQuery(tools(environment).variables());
        new EmulatorAccount(new Project(folder), emulator, tools(environment), System.err::println)
                .furnish(environment);
        emulator.prepare("eu-west-1").createBucket("acme-terraform-state");
        leaveASecret(aws);
        useAddresses(aws);

        Review review = plan(environment);

        assertThat(review.verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(review.findings().stream()
                        .filter(finding -> isPreflight(finding.rule().id()))
                        .map(finding -> finding.rule().id() + " " + finding.level() + " " + finding.subject() + " "
                                + finding.words().replace(folder + "/", "")))
                .containsExactlyInAnyOrder(
                        "not-offered BLOCK  " + ZONE + "us-east-1e does not offer t3.medium (web.instance-type).",
                        "not-offered BLOCK  " + ZONE + "us-east-1e does not offer t3.large (data.instance-type).",
                        "name-taken BLOCK module.data-server.aws_secretsmanager_secret.this " + FILE
                                + ":1:1: The secret"
                                + " qis-aws/demo/data-server is scheduled for deletion. Its name cannot be used until AWS has deleted it.",
                        "snapshot-unusable BLOCK module.data-server.aws_ebs_volume.images[\"original\"] " + FILE
                                + ":21:18: data.images-volume: The snapshot " + snapshot
                                + " has 101 GiB, and data.images-volume is 100.",
                        "snapshot-unusable BLOCK module.data-server.aws_ebs_volume.database[\"original\"] " + FILE
                                + ":23:22: data.database-snapshot: This account cannot use a snapshot"
                                + " snap-0123456789abcdef0 in us-east-1. A snapshot belongs to one region.",
                        "quota-exceeded BLOCK  " + FILE + ":12:8: network.nat: The quota allows 5 Elastic IP addresses."
                                + " The account has 5, and this plan adds 1.",
                        "state-bucket BLOCK  " + FILE + ":25:17: state.bucket: The bucket acme-terraform-state is in"
                                + " eu-west-1, but this environment and its state are in us-east-1.");
        assertThat(emulator.requests())
                .as("AWS's service models allow each request")
                .hasSize(1);
    }

    private static boolean isPreflight(String rule) {
        return Set.of(
                        "not-offered",
                        "name-taken",
                        "quota-exceeded",
                        "image-unusable",
                        "snapshot-unusable",
                        "certificate-unusable",
                        "state-bucket",
                        "clock-skew",
                        "not-asked")
                .contains(rule);
    }

    /** A secret that an earlier environment left, and that AWS deletes in some days. */
    private static void leaveASecret(EmulatorQuery aws) {
        aws.json(
                "secretsmanager",
                "secretsmanager.CreateSecret",
                "{\"Name\":\"qis-aws/demo/data-server\",\"SecretString\":\"x\"}");
        aws.json("secretsmanager", "secretsmanager.DeleteSecret", "{\"SecretId\":\"qis-aws/demo/data-server\"}");
    }

    /** A snapshot of a volume of 101 GiB. */
    private static String snapshot(EmulatorQuery aws) {
        String volume = aws.call("ec2", "CreateVolume", "AvailabilityZone", "us-east-1a", "Size", "101")
                .text("//volumeId");
        return aws.call("ec2", "CreateSnapshot", "VolumeId", volume).text("//snapshotId");
    }

    private static void useAddresses(EmulatorQuery aws) {
        for (int i = 0; i < 5; i++) {
            aws.call("ec2", "AllocateAddress");
        }
    }

    private Environment environment() {
        return EnvironmentFile.read(folder.resolve("environments/demo"));
    }

    private Tools tools(Environment environment) {
        Map<String, String> variables =
                emulator.over(TestEngine.OURS, environment.placement().region());
        return Tools.of(engine.runner(), variables);
    }

    private Review plan(Environment environment) {
        return new Deployments(new Project(folder), tools(environment), System.err::println)
                .plan("demo", Mode.NORMAL, Set.of())
                .review();
    }
}
