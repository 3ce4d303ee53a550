package io.github.qisaws.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.qisaws.TestAccount;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestRole;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.aws.EnvironmentSecret;
import io.github.qisaws.aws.EnvironmentServers;
import io.github.qisaws.aws.StagingBucket;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.Environment;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.permissions.DeployerPolicy;
import io.github.qisaws.permissions.Purpose;
import io.github.qisaws.pipeline.Deployments;
import io.github.qisaws.pipeline.Deployments.Planned;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Moves into an applied environment of two servers, by the built program in a process of its own, with the permissions
 * that {@code qis-aws permissions --for migrate} prints. The server's command is a stand-in, which checks and stores what
 * it gets.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MigrateIT {
    private static final String NAME = "classic";
    private static final String REGION = "eu-west-1";
    private static final String ACCOUNT = "123456789012";
    private static final String BUCKET = "qis-migration-classic-123456789012-eu-west-1";
    private static final String KEY = "the-old-sites-own-secret-key";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int IMAGES = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Project project;
    private static Emulator emulator;
    private static Map<String, String> admin;
    private static Map<String, String> mover;
    private static Deployments deployments;
    private static String dataServer;
    private static String webServer;

    /** What the program wrote, and its exit code. */
    private record Result(int exitCode, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        TestEngine.copy(
                Path.of("environments", NAME), folder.resolve("environments").resolve(NAME));
        TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
        project = new Project(folder);
        keys("migration: true\n");
        Map<String, String> ours = new TreeMap<>(TestEngine.OURS);
        ours.put("QIS_AWS_EMULATOR", "python");
        ours.put("QIS_AWS_EMULATOR_IAM", "on");
        ours.put("QIS_AWS_EMULATOR_SERVERS", folder.resolve("servers").toString());
        TestEngine engine = TestEngine.find();
        emulator = new Emulators(engine.runner(), ours, TestEngine.CACHE)
                .start(folder.resolve("logs"), System.err::println);
        admin = emulator.over(TestEngine.OURS, REGION);
        Environment environment = EnvironmentFile.read(project.existingFolder(NAME));
        TestAccount.prepare(project, emulator, Tools.of(engine.runner(), TestEngine.OURS), environment);
        deployments = new Deployments(project, Tools.of(engine.runner(), admin), System.err::println);
        mover = TestRole.assumed(
                emulator,
                admin,
                "mover",
                DeployerPolicy.of(environment, project.modules(), Purpose.MIGRATE)
                        .documents());
        images();
        Files.writeString(folder.resolve("qis-mgmt.sql"), "--\n-- PostgreSQL database dump\n--\n");
        Files.writeString(folder.resolve("key"), KEY + "\n");
    }

    @AfterAll
    static void stop() {
        if (emulator != null) {
            emulator.close();
        }
    }

    private static void keys(String more) throws IOException {
        Path file = folder.resolve("environments").resolve(NAME).resolve(EnvironmentFile.NAME);
        Files.writeString(file, Files.readString(Path.of("environments", NAME, EnvironmentFile.NAME)) + more);
    }

    private static void images() throws IOException {
        for (int i = 0; i < IMAGES; i++) {
            Path file = folder.resolve("images/Ordner %d/bild %d.jpg".formatted(i % 7, i));
            Files.createDirectories(file.getParent());
            Files.writeString(file, ("image " + i + " ").repeat(2000));
        }
        Files.createDirectories(folder.resolve("images/.metadata"));
        Files.writeString(folder.resolve("images/.metadata/old.qis.pid"), "1");
    }

    /** The server's side of the contract, in place of the servers that now exist. */
    private static void servers() throws IOException {
        EnvironmentServers servers = new EnvironmentServers(new AwsAccess(REGION, admin), NAME);
        dataServer = servers.running("data-server").get(0);
        webServer = servers.running("web-tier").get(0);
        for (String server : List.of(dataServer, webServer)) {
            Path state = Files.createDirectories(state(server));
            Path bin = Files.createDirectories(folder.resolve("bin"));
            program(bin.resolve("qis-import"), Files.readString(Path.of("src/test/resources/migration/qis-import")));
            program(bin.resolve("qis-role"), Files.readString(Path.of("src/test/resources/migration/qis-role")));
            program(bin.resolve("systemctl"), "#!/bin/sh\necho \"$@\" >> \"$STATE/systemctl\"\n");
            program(
                    folder.resolve("servers").resolve(server),
                    "#!/bin/sh\nexport STATE='" + state + "' AWS_ENDPOINT_URL='" + emulator.endpoint() + "' PATH='"
                            + bin + "':\"$PATH\"\nsed \"s#/run/qis#$STATE/run#g\" | sh\n");
        }
    }

    private static Path state(String server) {
        return folder.resolve("state").resolve(server);
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Process process(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("migrate"));
        words.addAll(List.of(arguments));
        return program(words);
    }

    private static Process program(List<String> words) throws IOException {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target/qis-aws.jar").toAbsolutePath().toString(),
                "-C",
                folder.toString()));
        argv.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(argv)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(mover);
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        return builder.start();
    }

    private static Result end(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Result result = new Result(
                process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
        System.err.println(result.err());
        return result;
    }

    private static Result migrate(String... arguments) throws IOException, InterruptedException {
        return end(process(arguments));
    }

    private static Result moveAll(String... more) throws IOException, InterruptedException {
        return end(startMove(more));
    }

    private static Process startMove(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                NAME,
                "--database",
                folder.resolve("qis-mgmt.sql").toString(),
                "--images",
                folder.resolve("images").toString(),
                "--secret-key",
                folder.resolve("key").toString()));
        arguments.addAll(List.of(more));
        return process(arguments.toArray(String[]::new));
    }

    private static S3Client s3() {
        return new AwsAccess(REGION, admin)
                .configure("S3", S3Client.builder())
                .forcePathStyle(true)
                .build();
    }

    /** How often each object was written. */
    private static Map<String, Long> versions() {
        try (S3Client s3 = s3()) {
            return s3.listObjectVersionsPaginator(request -> request.bucket(BUCKET)).versions().stream()
                    .collect(Collectors.groupingBy(version -> version.key(), TreeMap::new, Collectors.counting()));
        }
    }

    private static EnvironmentSecret secret() {
        return EnvironmentSecret.first(new AwsAccess(REGION, admin), List.of("qis-aws/classic/data-server"))
                .orElseThrow();
    }

    @Test
    @Order(1)
    void refusesBeforeAnything() throws Exception {
        Map<String, String> limited = mover;
        mover = admin;
        for (String[] each : List.of(
                new String[] {
                    "plain",
                    "architecture: two-server\n",
                    "no staging bucket",
                    "Add migration: true",
                    "qis-aws apply plain"
                },
                new String[] {
                    "tasks",
                    "architecture: containers\ncontainers: {image: quru/qis:1.0}\n",
                    "into containers",
                    "managed"
                },
                new String[] {
                    "absent",
                    "architecture: single-server\nmigration: true\n",
                    "not completely applied",
                    "qis-aws apply absent"
                })) {
            Path file = Files.createDirectories(folder.resolve("environments").resolve(each[0]))
                    .resolve(EnvironmentFile.NAME);
            Files.writeString(
                    file, "region: eu-west-1\naccount: \"" + ACCOUNT + "\"\nhost-name: images.example.com\n" + each[1]);
            Result result =
                    end(process(each[0], "--images", folder.resolve("images").toString(), "--yes"));
            assertThat(result.exitCode()).as(result.toString()).isNotZero();
            assertThat(result.err()).contains(each[2], each[3], "Nothing was changed.");
            assertThat(result.err()).contains(each[each.length - 1]);
        }
        assertThat(migrate(NAME, "--yes").exitCode()).isEqualTo(64);
        assertThat(migrate(NAME, "--database", folder.resolve("key").toString(), "--yes")
                        .err())
                .contains("cannot use the database dump", "pg_dump -Fc");
        mover = limited;
    }

    @Test
    @Order(2)
    void theEnvironmentIsAppliedWithItsBucket() throws IOException {
        Planned planned = deployments.plan(NAME, Mode.NORMAL, Set.of());
        planned.requireNotBlocked();
        deployments.apply(planned);
        assertThat(deployments.plan(NAME, Mode.NORMAL, Set.of()).changes()).isFalse();
        assertThat(deployments.output(NAME).toString()).contains(BUCKET);
        servers();
    }

    @Test
    @Order(3)
    void aRehearsalTouchesNothing() throws Exception {
        Result result = moveAll("--rehearse", "--json");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.json().path("staged").path("uploaded").asInt()).isEqualTo(IMAGES + 1);
        assertThat(result.json().path("report").isNull()).isTrue();
        assertThat(result.err()).contains("nothing in classic was changed");
        assertThat(versions()).isEmpty();
        assertThat(state(dataServer)).isEmptyDirectory();
    }

    @Test
    @Order(4)
    void namesThatCannotBeMovedAreNamedAtOnce() throws Exception {
        Path first = Files.writeString(folder.resolve("images/.DS_Store"), "1");
        Path second = Files.writeString(folder.resolve("images/a\tb.jpg"), "1");
        Result result = moveAll("--yes");
        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err()).contains("2 files cannot be moved", ".DS_Store: hidden", "a\\u0009b.jpg: a tab");
        assertThat(versions()).isEmpty();
        Files.delete(first);
        Files.delete(second);
    }

    @Test
    @Order(5)
    void withoutConsentNothingIsUploaded() throws Exception {
        Result result = moveAll();
        assertThat(result.exitCode()).isEqualTo(83);
        assertThat(result.err())
                .contains("Uploads 301 of 301 files", "Replaces the database qis-mgmt", "Restarts QIS on " + webServer);
        assertThat(versions()).isEmpty();
    }

    @Test
    @Order(6)
    void anUploadThatWasKilledIsResumedAndNothingIsUploadedTwice() throws Exception {
        Process process = startMove("--stage-only", "--yes");
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (versions().size() < 20) {
            assertThat(process.isAlive() && System.nanoTime() < patience).isTrue();
            Thread.sleep(10);
        }
        process.destroyForcibly().waitFor();
        int before = versions().size();
        assertThat(before).isLessThan(IMAGES);
        Result result = moveAll("--stage-only", "--yes", "--json");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.err()).doesNotContain("Computes the checksums");
        assertThat(result.json().path("staged").path("uploaded").asInt())
                .isPositive()
                .isLessThan(IMAGES);
        assertThat(versions()).hasSize(IMAGES + 3).allSatisfy((key, count) -> assertThat(count)
                .isEqualTo(1));
        assertThat(state(dataServer)).isEmptyDirectory();
    }

    @Test
    @Order(7)
    void aRehearsalOfStagedFilesAsksTheServer() throws Exception {
        Result result = moveAll("--rehearse", "--json");
        assertThat(result.json().path("report").path("images").asInt()).isEqualTo(IMAGES);
        assertThat(result.json().path("staged").path("uploaded").asInt()).isZero();
        assertThat(state(dataServer).resolve("status.json")).doesNotExist();
    }

    @Test
    @Order(8)
    void anEnvironmentWhoseServerNeverStartedHasNoSecretYet() throws Exception {
        Result result = moveAll("--yes");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("no server has completed its first start");
        String values = JSON.createObjectNode()
                .put("secret_key", "new")
                .put("admin_password", "p")
                .toString();
        TestRole.send(HttpRequest.newBuilder(emulator.endpoint())
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "secretsmanager.PutSecretValue")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=emulator/20260101/eu-west-1/secretsmanager/aws4_request,"
                                + " SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.createObjectNode()
                        .put("SecretId", "qis-aws/classic/data-server")
                        .put("SecretString", values)
                        .toString())));
    }

    @Test
    @Order(9)
    void aFailureOfTheServerIsShownAndTheImportGoesOnLater() throws Exception {
        Files.writeString(state(dataServer).resolve("fail"), "the dump is of PostgreSQL 99");
        Result result = moveAll("--yes");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("the import on the server " + dataServer + " failed", "PostgreSQL 99", "rerun")
                .contains("replaced secret_key in the secret", "started the import on " + dataServer)
                .doesNotContain(KEY);
        assertThat(secret().values().path("secret_key").asText()).isEqualTo(KEY);
        assertThat(secret().values().path("admin_password").asText()).isEqualTo("p");
        assertThat(state(webServer).resolve("systemctl")).doesNotExist();
    }

    @Test
    @Order(10)
    void afterCtrlCTheImportGoesOnAndTheSameCommandFollowsIt() throws Exception {
        Path hold = Files.writeString(state(dataServer).resolve("hold"), "");
        Process process = startMove("--yes", "--users", "replace", "--overwrite");
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(folder.resolve("err")).contains("Import: ")) {
            assertThat(process.isAlive() && System.nanoTime() < patience).isTrue();
            Thread.sleep(20);
        }
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        Result result = end(process);
        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(result.err()).contains("may still run. To follow it, run the same command.");
        assertThat(state(dataServer).resolve("options")).hasContent("--users replace --overwrite");
        Files.delete(hold);

        result = moveAll("--yes", "--json");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.json().path("report").path("state").asText()).isEqualTo("done");
        assertThat(result.json().path("restarted").toString()).isEqualTo("[\"" + webServer + "\"]");
        assertThat(result.json().path("secret-key").asText()).isEqualTo("unchanged");
        assertThat(result.json().path("left-out").toString()).isEqualTo("[\".metadata\"]");
        assertThat(state(dataServer).resolve("dump")).hasSameTextualContentAs(folder.resolve("qis-mgmt.sql"));
        assertThat(sizes(state(dataServer).resolve("images"))).isEqualTo(sizes(folder.resolve("images")));
        assertThat(state(webServer).resolve("systemctl")).hasContent("stop qis-web.service\nrestart qis-role.service");
    }

    private static Map<String, Long> sizes(Path root) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (LocalImages images = LocalImages.in(root)) {
            images.find().files().forEach(file -> sizes.put(file.path(), file.bytes()));
        }
        return sizes;
    }

    @Test
    @Order(11)
    void aSecondRunChangesNothing() throws Exception {
        Map<String, Long> before = versions();
        String version = secret().version();
        Result result = moveAll("--yes");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out())
                .contains("Uploaded: 0 of 301 files", "users 2", "Image records without a file: 1 (gone.jpg)")
                .doesNotContain("Restarted");
        assertThat(versions()).isEqualTo(before);
        assertThat(secret().version()).isEqualTo(version);
        assertThat(state(webServer).resolve("systemctl")).hasContent("stop qis-web.service\nrestart qis-role.service");
    }

    @Test
    @Order(12)
    void imagesInABucketAreCopiedWithinS3() throws Exception {
        try (S3Client s3 = s3()) {
            s3.createBucket(request ->
                    request.bucket("old-site").createBucketConfiguration(region -> region.locationConstraint(REGION)));
            for (String key : List.of("qis/a/new one.jpg", "qis/.metadata/x.pid", "other/b.jpg")) {
                s3.putObject(request -> request.bucket("old-site").key(key), RequestBody.fromString(key));
            }
        }
        Map<String, String> limited = mover;
        mover = admin;
        try {
            Result result = migrate(NAME, "--images", "s3://old-site/qis", "--yes", "--json");
            assertThat(result.exitCode()).as(result.toString()).isZero();
            assertThat(result.json().path("staged").path("uploaded").asInt()).isEqualTo(1);
            assertThat(result.json().path("restarted")).isEmpty();
            assertThat(result.err()).contains("AWS charges for the requests");
            assertThat(state(dataServer).resolve("images/a/new one.jpg")).hasContent("qis/a/new one.jpg");
        } finally {
            mover = limited;
        }
    }

    @Test
    @Order(13)
    void theReplacedDatabaseIsRemovedOnlyWithConsentAndOnce() throws Exception {
        Path kept = Files.writeString(state(dataServer).resolve("kept"), "x".repeat(4096));
        Result result = migrate(NAME, "--remove-old");
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(83);
        assertThat(result.err()).contains("Removes the database qis-mgmt-before-import of classic (4.0 KiB)");
        assertThat(migrate(NAME, "--remove-old", "--rehearse", "--yes").exitCode())
                .isEqualTo(64);
        Path fail = Files.writeString(state(dataServer).resolve("fail"), "no server has started QIS");
        assertThat(migrate(NAME, "--remove-old", "--yes").err())
                .contains(
                        "removal of the kept database failed on the server " + dataServer, "no server has started QIS");
        assertThat(kept).exists();
        Files.delete(fail);

        assertThat(migrate(NAME, "--remove-old", "--yes").err())
                .contains("The database qis-mgmt-before-import of classic is removed.");
        assertThat(kept).doesNotExist();
        result = migrate(NAME, "--remove-old");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("classic has no database qis-mgmt-before-import.");
    }

    @Test
    @Order(14)
    void theClusterThatAnUpgradeKeptIsRemovedOnlyWithConsentAndOnce() throws Exception {
        Path old = Files.writeString(state(dataServer).resolve("13"), "");
        Result result = removeOld();
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(83);
        assertThat(result.err())
                .contains("Removes the database of PostgreSQL 13 and its programs from " + dataServer + " (1.5 GiB)")
                .contains("The database in use, of PostgreSQL 16, stays.");
        Path stopped = Files.writeString(state(dataServer).resolve("stopped"), "");
        assertThat(removeOld("--yes").err()).contains("PostgreSQL does not serve");
        assertThat(old).exists();
        Files.delete(stopped);

        assertThat(removeOld("--yes").err())
                .contains("The database of PostgreSQL 13 is removed from " + dataServer + ".");
        assertThat(old).doesNotExist();
        result = removeOld();
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("The data server of classic has no old database.");
        assertThat(removeOld("--to", "17").exitCode()).isEqualTo(64);
    }

    private static Result removeOld(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("upgrade", "database", NAME, "--remove-old"));
        words.addAll(List.of(more));
        return end(program(words));
    }

    @Test
    @Order(15)
    void theBucketGoesOnlyWhenItIsNamed() throws Exception {
        keys("");
        Planned blocked = deployments.plan(NAME, Mode.NORMAL, Set.of());
        assertThat(blocked.review().toString()).contains("not the originals");
        assertThatThrownBy(blocked::requireNotBlocked).hasMessageContaining("blocked");
        Planned allowed = deployments.plan(NAME, Mode.NORMAL, Set.of("module.migration.aws_s3_bucket.staging"));
        allowed.requireNotBlocked();
        deployments.apply(allowed);
        try (StagingBucket bucket = new StagingBucket(new AwsAccess(REGION, admin), ACCOUNT, BUCKET)) {
            assertThat(bucket.exists()).isFalse();
        }
    }
}
