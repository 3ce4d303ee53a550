package io.github.qisaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.pipeline.EmulatorAccount;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** A plan made in one clone is kept in the bucket and applied from another clone, as jobs of a pipeline do. */
@TestMethodOrder(OrderAnnotation.class)
class StoredPlanIT {
    private static final String REGION = "eu-west-1";
    private static final String BUCKET = "qis-aws-123456789012-eu-west-1";

    @TempDir
    static Path folder;

    private static Emulator emulator;
    private static TestEngine machine;
    private static Path planner;
    private static Path applier;

    @BeforeAll
    static void start() {
        TestEngine engine = TestEngine.find();
        emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), System.err::println);
        Map<String, String> variables = emulator.over(TestEngine.OURS, REGION);
        machine = engine.in(variables);
        planner = folder.resolve("planner");
        for (String name : List.of("environments/demo", "modules", ".gitignore")) {
            TestEngine.copy(Path.of(name), planner.resolve(name));
        }
        git(planner, "init", "-q", "-b", "main");
        commit(planner, "everything");
        applier = folder.resolve("applier");
        git(folder, "clone", "-q", planner.toString(), applier.toString());
        Tools tools = Tools.of(engine.runner(), variables);
        new EmulatorAccount(new Project(planner), emulator, tools, System.err::println)
                .prepare(EnvironmentFile.read(planner.resolve("environments/demo")));
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    @Order(1)
    void whatIsNotCommittedIsNotStored() throws IOException {
        Path file = planner.resolve("environments/demo/environment.yaml");
        String before = Files.readString(file);
        Files.writeString(file, before + "# not committed\n");
        Result refused = qis(planner, "plan", "demo", "--store");
        Files.writeString(file, before);
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(64);
        assertThat(refused.err()).contains("differs from commit ").contains("Nothing was changed.");
        Result none = qis(applier, "apply", "demo", "--from-store", "--yes");
        assertThat(none.exitCode()).as(none.toString()).isEqualTo(81);
        assertThat(none.err()).contains("no stored plan for demo", "The state bucket has no plan of commit ");
    }

    @Test
    @Order(2)
    void aPlanIsStoredEncryptedUnderItsCommit() {
        git(planner, "checkout", "-q", "-b", "change");
        append(planner, "# from a branch\n");
        commit(planner, "change");
        Result planned = qis(planner, "plan", "demo", "--store");
        assertThat(planned.exitCode()).as(planned.toString()).isZero();
        String commit = git(planner, "rev-parse", "HEAD");
        try (S3Client s3 = s3()) {
            assertThat(objects(s3)).singleElement().satisfies(object -> {
                assertThat(object.key()).startsWith("plans/demo/" + commit + "/");
                HeadObjectResponse head =
                        s3.headObject(request -> request.bucket(BUCKET).key(object.key()));
                assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
                assertThat(head.ssekmsKeyId()).contains("key/");
            });
        }
    }

    @Test
    @Order(3)
    void aBaseThatMovedUnderTheEnvironmentIsRefused() {
        git(applier, "fetch", "-q", "origin");
        git(applier, "checkout", "-q", "-b", "moved", "main");
        try {
            Files.writeString(applier.resolve("environments/demo/more.tf"), "locals {}\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        commit(applier, "theirs");
        git(applier, "merge", "-q", "--no-ff", "origin/change");
        Result refused = qis(applier, "apply", "demo", "--from-store", "--yes");
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(81);
        assertThat(refused.err())
                .contains("input environments/demo: planned ", "Changed since that commit: environments/demo/more.tf");
        assertThat(applier.resolve(".qis-aws/stored/demo")).doesNotExist();
    }

    @Test
    @Order(4)
    void anObjectThatWasTamperedWithIsRefused() throws IOException {
        git(applier, "checkout", "-q", "main");
        git(applier, "merge", "-q", "--squash", "origin/change");
        commit(applier, "squashed");
        try (S3Client s3 = s3()) {
            String key = objects(s3).get(0).key();
            byte[] sealed = s3.getObjectAsBytes(
                            request -> request.bucket(BUCKET).key(key))
                    .asByteArray();
            put(s3, key, Altered.plan(sealed));
            Result altered = qis(applier, "apply", "demo", "--from-store", "--yes");
            assertThat(altered.exitCode()).as(altered.toString()).isEqualTo(81);
            assertThat(altered.err()).contains("file plan.tfplan: planned ");

            put(s3, key, new byte[] {1, 2, 3});
            Result broken = qis(applier, "apply", "demo", "--from-store", "--yes");
            assertThat(broken.exitCode()).as(broken.toString()).isEqualTo(81);

            put(s3, key, sealed);
        }
    }

    @Test
    @Order(5)
    void afterASquashTheApprovedPlanIsAppliedAndIsStaleThen() throws IOException {
        Path hashFile = folder.resolve("plan-hash");
        Path comment = folder.resolve("comment.md");
        Result reviewed = qis(
                applier,
                "review",
                "demo",
                "--from-store",
                "--write-plan-hash",
                hashFile.toString(),
                "--markdown",
                comment.toString());
        assertThat(reviewed.exitCode()).as(reviewed.toString()).isZero();
        String approved = Files.readString(hashFile).strip();
        assertThat(reviewed.out()).contains("\nPlan file SHA-256: " + approved);
        assertThat(comment).content().endsWith("Plan file SHA-256: `" + approved + "`\n");
        String other = "0".repeat(64);
        Result refused = qis(applier, "apply", "demo", "--from-store", "--plan-hash", other, "--yes");
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(81);
        assertThat(refused.err()).contains("plan-hash " + other, "Nothing was changed.");
        Result applied = qis(applier, "apply", "demo", "--from-store", "--plan-hash", approved, "--yes");
        assertThat(applied.exitCode()).as(applied.toString()).isZero();
        assertThat(applied.err()).contains("Using the plan of commit " + git(planner, "rev-parse", "HEAD"), "Applied.");
        assertThat(applier.resolve(".qis-aws/stored/demo")).doesNotExist();
        Result again = qis(applier, "apply", "demo", "--from-store", "--yes");
        assertThat(again.exitCode()).as(again.toString()).isEqualTo(81);
        assertThat(again.err()).contains("state-serial: planned ");
    }

    @Test
    @Order(6)
    void aPlanInWhichNothingChangesIsStoredTooSoThatTheLaterJobKnows() {
        append(planner, "# nothing that Terraform sees\n");
        commit(planner, "a comment");
        Result planned = qis(planner, "plan", "demo", "--store");
        assertThat(planned.exitCode()).as(planned.toString()).isZero();
        String commit = git(planner, "rev-parse", "HEAD");
        Result applied = qis(planner, "apply", "demo", "--from-store", "--commit", commit.substring(0, 10), "--yes");
        assertThat(applied.exitCode()).as(applied.toString()).isZero();
        assertThat(applied.err()).contains("Nothing to apply.");
    }

    private static void put(S3Client s3, String key, byte[] content) {
        s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
    }

    private static List<S3Object> objects(S3Client s3) {
        return s3.listObjectsV2(request -> request.bucket(BUCKET).prefix("plans/"))
                .contents();
    }

    private static S3Client s3() {
        return S3Client.builder()
                .region(Region.of(REGION))
                .endpointOverride(URI.create(emulator.endpoint().toString()))
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator")))
                .build();
    }

    private static Result qis(Path project, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target/qis-aws.jar").toAbsolutePath().toString(),
                "-C",
                project.toString()));
        Stream.of(arguments).forEach(argv::add);
        return machine.program(project, argv);
    }

    private static void append(Path project, String text) {
        try {
            Files.writeString(project.resolve("environments/demo/environment.yaml"), text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void commit(Path repository, String message) {
        git(repository, "add", "-A");
        git(repository, "commit", "-q", "-m", message);
    }

    private static String git(Path repository, String... arguments) {
        List<String> argv = new ArrayList<>(
                List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "core.hooksPath="));
        argv.addAll(List.of(arguments));
        Result result = machine.program(repository, argv);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result.out().strip();
    }
}
