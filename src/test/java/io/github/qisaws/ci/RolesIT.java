package io.github.qisaws.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.TestEngine;
import io.github.qisaws.TestRole;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.StateBucketObjects;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.Environment.StateBackend;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.problem.ProblemException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/**
 * What the roles of the pipelines can do, with requests to an emulator that enforces the generated IAM policies. The
 * emulator ignores conditions of statements that allow something, so that the plan role cannot store without
 * If-None-Match is not tested here.
 */
class RolesIT {
    private static final String REGION = "eu-west-1";
    private static final String ACCOUNT = "123456789012";
    private static final String BUCKET = "qis-aws-123456789012-eu-west-1";
    private static final String UNENCRYPTED = "qis-no-key-demo-123456789012-eu-west-1";
    private static final String EARLIER = "plans/demo/earlier.zip";
    private static final String FOREIGN = "plans/classic/foreign.zip";
    private static final int FORBIDDEN = 403;

    @TempDir
    static Path folder;

    private static Emulator emulator;
    private static String state;
    private static Map<String, String> planner;
    private static Map<String, String> reviewer;

    @BeforeAll
    static void makeTheRoles() throws IOException, InterruptedException {
        TestEngine engine = TestEngine.find();
        emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), System.err::println);
        Map<String, String> admin = emulator.over(TestEngine.OURS, REGION);
        CiSetup setup = new CiSetup(
                "acme/images",
                "main",
                ".",
                List.of(EnvironmentFile.read(Path.of("environments/demo").toAbsolutePath())),
                Path.of("modules"));
        state = ((StateBackend.S3) setup.environments().get(0).state()).key();
        fill(admin);
        Map<String, String> files = CiFiles.of(CiSystem.GITHUB, setup);
        planner = TestRole.assumed(
                emulator,
                admin,
                "plan",
                List.of(
                        files.get(".github/qis-aws/demo-plan-policy.json"),
                        files.get(".github/qis-aws/demo-plan-permissions-1.json")));
        reviewer = TestRole.assumed(
                emulator, admin, "review", List.of(files.get(".github/qis-aws/demo-review-policy.json")));
        // From here on, moto checks the signature and the IAM policies of each request.
        TestRole.send(HttpRequest.newBuilder(emulator.endpoint().resolve("/moto-api/reset-auth"))
                .POST(HttpRequest.BodyPublishers.ofString("0")));
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    private static void fill(Map<String, String> admin) {
        try (S3Client s3 = s3(admin)) {
            bucket(s3, BUCKET, ServerSideEncryption.AWS_KMS);
            bucket(s3, UNENCRYPTED, ServerSideEncryption.AES256);
            for (String key : List.of(EARLIER, FOREIGN, state, "environments/classic/terraform.tfstate")) {
                put(s3, key);
            }
        }
    }

    private static void bucket(S3Client s3, String name, ServerSideEncryption algorithm) {
        s3.createBucket(request -> request.bucket(name)
                .createBucketConfiguration(configuration -> configuration.locationConstraint(REGION)));
        ServerSideEncryptionRule rule = ServerSideEncryptionRule.builder()
                .applyServerSideEncryptionByDefault(encryption -> encryption.sseAlgorithm(algorithm))
                .build();
        s3.putBucketEncryption(request ->
                request.bucket(name).serverSideEncryptionConfiguration(encryption -> encryption.rules(rule)));
    }

    private static S3Client s3(Map<String, String> variables) {
        return new AwsAccess(REGION, variables)
                .configure("S3", S3Client.builder())
                .forcePathStyle(true)
                .build();
    }

    private static StateBucketObjects objects(Map<String, String> variables) {
        return new StateBucketObjects(new AwsAccess(REGION, variables), ACCOUNT, BUCKET, "demo");
    }

    @Test
    void thePlanRoleStoresAPlanOnceAndTheReviewRoleReadsIt() {
        String key = "plans/demo/once.zip";
        objects(planner).create(key, new byte[] {1});
        assertThatThrownBy(() -> objects(planner).create(key, new byte[] {2}))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("state bucket already contains this plan");
        assertThat(objects(reviewer).get(key)).containsExactly(1);
    }

    @Test
    void aPlanIsNotUploadedToABucketWithoutAKey() {
        StateBucketObjects plain = new StateBucketObjects(new AwsAccess(REGION, planner), ACCOUNT, UNENCRYPTED, "demo");
        assertThatThrownBy(() -> plain.create("plans/demo/once.zip", new byte[] {1}))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("does not encrypt with a KMS key");
    }

    @ParameterizedTest
    @ValueSource(strings = {EARLIER, FOREIGN})
    void thePlanRoleNeitherDeletesNorReadsAStoredPlan(String key) {
        assertForbidden(
                planner, s3 -> s3.deleteObject(request -> request.bucket(BUCKET).key(key)));
        assertForbidden(
                planner,
                s3 -> s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plans/classic/new.zip", "plans/demonstration/new.zip", "environments/classic/terraform.tfstate"
            })
    void thePlanRoleStoresNothingForAnotherEnvironment(String key) {
        assertForbidden(planner, s3 -> put(s3, key));
    }

    @Test
    void thePlanRoleLocksTheStateAndDoesNotWriteIt() {
        try (S3Client s3 = s3(planner)) {
            put(s3, state + ".tflock");
            s3.deleteObject(request -> request.bucket(BUCKET).key(state + ".tflock"));
            assertThat(s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(state))
                            .asByteArray())
                    .isNotEmpty();
        }
        assertForbidden(planner, s3 -> put(s3, state));
        assertForbidden(
                planner, s3 -> s3.deleteObject(request -> request.bucket(BUCKET).key(state)));
    }

    @Test
    void theReviewRoleChangesNothingAndReadsOnlyItsEnvironment() {
        for (String key : List.of(EARLIER, state, state + ".tflock", "plans/demo/new.zip")) {
            assertForbidden(reviewer, s3 -> put(s3, key));
            assertForbidden(
                    reviewer,
                    s3 -> s3.deleteObject(request -> request.bucket(BUCKET).key(key)));
        }
        for (String key : List.of(FOREIGN, "environments/classic/terraform.tfstate")) {
            assertForbidden(
                    reviewer,
                    s3 -> s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)));
        }
        assertThat(objects(reviewer).get(EARLIER)).isNotEmpty();
    }

    private static Object put(S3Client s3, String key) {
        return s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString("content"));
    }

    private static void assertForbidden(Map<String, String> who, Function<S3Client, Object> call) {
        try (S3Client s3 = s3(who)) {
            assertThatThrownBy(() -> call.apply(s3))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(FORBIDDEN));
        }
    }
}
