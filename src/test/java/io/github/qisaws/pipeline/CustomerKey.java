package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A KMS key of the customer in the emulator. */
record CustomerKey(String arn) {
    static CustomerKey made(EmulatorQuery aws) {
        return new CustomerKey(aws.json("kms", "TrentService.CreateKey", "{}")
                .at("/KeyMetadata/Arn")
                .asText());
    }

    /** Adds the key, and more lines, to an environment file. */
    void writeTo(Path file, String more) {
        try {
            Files.writeString(file, Files.readString(file) + "encryption-key: " + arn + "\n" + more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void assertEncrypts(Standing standing, String secret) {
        assertThat(standing.aws()
                        .json(
                                "secretsmanager",
                                "secretsmanager.DescribeSecret",
                                "{\"SecretId\": \"qis-aws/" + standing.name() + "/" + secret + "\"}")
                        .path("KmsKeyId")
                        .asText())
                .isEqualTo(arn);
    }
}
