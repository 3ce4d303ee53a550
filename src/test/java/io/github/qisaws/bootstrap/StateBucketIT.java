package io.github.qisaws.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.qisaws.TestEngine;
import io.github.qisaws.aws.AwsAccess;
import io.github.qisaws.emulator.Emulator;
import io.github.qisaws.emulator.Emulators;
import io.github.qisaws.environment.EnvironmentFile;
import io.github.qisaws.workspace.Folders;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.s3.S3Client;

/** With the real engine: a bootstrap that was killed leaves things which the next one adopts, never a second set. */
class StateBucketIT {
    private static final String BUCKET = "qis-aws-123456789012-eu-west-1";
    private static final String STATE = "bootstrap/terraform.tfstate";

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void whatAKilledBootstrapLeftIsAdopted() throws IOException {
        TestEngine.copy(Path.of("modules"), folder.resolve("modules"));
        TestEngine.copy(Path.of("environments/demo"), folder.resolve("environments/demo"));
        TestEngine engine = TestEngine.find();
        try (Emulator emulator = new Emulators(engine.runner(), TestEngine.OURS, TestEngine.CACHE)
                .start(folder.resolve("logs"), said::add)) {
            String region = EnvironmentFile.read(folder.resolve("environments/demo"))
                    .placement()
                    .region();
            Map<String, String> variables = emulator.over(TestEngine.OURS, region);
            Tools tools = Tools.of(engine.runner(), variables);
            AwsAccess access = new AwsAccess(region, variables);
            try (KmsClient kms = access.configure("KMS", KmsClient.builder()).build();
                    S3Client s3 = access.configure("S3", S3Client.builder())
                            .forcePathStyle(true)
                            .build()) {
                check(() -> new StateBucket(new Project(folder), tools, said::add).bootstrap("demo"), kms, s3);
            }
        }
    }

    private void check(Runnable bootstrap, KmsClient kms, S3Client s3) {
        String unfit = kms.createKey(request -> request.description("Terraform state in " + BUCKET))
                .keyMetadata()
                .keyId();
        assertThatThrownBy(bootstrap::run)
                .hasMessageContaining("repairing the state bucket would destroy data")
                .hasMessageContaining("aws_kms_key.this");
        assertThat(keys(kms)).containsExactly(unfit);
        kms.scheduleKeyDeletion(request -> request.keyId(unfit).pendingWindowInDays(7));

        // Killed after the first call of all, which makes the key.
        String key = kms.createKey(request ->
                        request.description("Terraform state in " + BUCKET).keyUsage("ENCRYPT_DECRYPT"))
                .keyMetadata()
                .keyId();
        bootstrap.run();
        assertThat(said).contains(left(key));
        assertThat(onlyKey(kms)).isEqualTo(key);
        assertThat(s3.listObjectsV2(request -> request.bucket(BUCKET)).contents())
                .extracting(object -> object.key())
                .containsExactly(STATE);

        // Killed after everything was made, before the state was moved into the bucket.
        forgetState(s3);
        bootstrap.run();
        assertThat(said).contains(left("alias/" + BUCKET + ", " + key + ", " + BUCKET));
        assertThat(onlyKey(kms)).isEqualTo(key);
    }

    private static String left(String what) {
        return "Importing resources of an interrupted bootstrap: " + what;
    }

    private void forgetState(S3Client s3) {
        Folders.delete(folder.resolve(".qis-aws"));
        s3.listObjectVersions(request -> request.bucket(BUCKET))
                .versions()
                .forEach(version -> s3.deleteObject(
                        request -> request.bucket(BUCKET).key(version.key()).versionId(version.versionId())));
        s3.listObjectVersions(request -> request.bucket(BUCKET))
                .deleteMarkers()
                .forEach(marker -> s3.deleteObject(
                        request -> request.bucket(BUCKET).key(marker.key()).versionId(marker.versionId())));
    }

    /** The one key of the state, which its alias leads to. */
    private String onlyKey(KmsClient kms) {
        List<String> aliased = kms.listAliasesPaginator().aliases().stream()
                .filter(alias -> alias.aliasName().equals("alias/" + BUCKET))
                .map(AliasListEntry::targetKeyId)
                .toList();
        assertThat(keys(kms)).as("%s", said).containsExactlyElementsOf(aliased).hasSize(1);
        return aliased.get(0);
    }

    private static List<String> keys(KmsClient kms) {
        return kms.listKeys().keys().stream()
                .map(key ->
                        kms.describeKey(request -> request.keyId(key.keyId())).keyMetadata())
                .filter(KeyMetadata::enabled)
                .filter(key -> key.description().startsWith("Terraform state in"))
                .map(KeyMetadata::keyId)
                .toList();
    }
}
