package io.github.qisaws.terraform;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The Terraform or OpenTofu program.
 *
 * @param platform platform in the names of provider folders, for example {@code linux_amd64}
 */
public record EngineBinary(Path executable, Kind kind, Version version, String platform) {
    public EngineBinary {
        Objects.requireNonNull(executable);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(version);
        Objects.requireNonNull(platform);
    }

    /** The two programs, each with its registry for {@code hashicorp/aws}. */
    public enum Kind {
        TERRAFORM("Terraform", "terraform", "registry.terraform.io"),
        OPENTOFU("OpenTofu", "tofu", "registry.opentofu.org");

        private final String title;
        private final String program;
        private final String registry;

        Kind(String title, String program, String registry) {
            this.title = title;
            this.program = program;
            this.registry = registry;
        }

        public String title() {
            return title;
        }

        public String program() {
            return program;
        }

        public String registry() {
            return registry;
        }

        String awsProvider() {
            return registry + "/hashicorp/aws";
        }
    }

    /** The full source address of the AWS provider. */
    public String awsProvider() {
        return kind.awsProvider();
    }

    @Override
    public String toString() {
        return kind.title() + " " + version;
    }
}
