package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.TextType;

/** The keys of {@code state} and {@code state.cloud}. */
final class StateKeys {
    private static final Section.Builder STATE =
            Section.at("state", "Where Terraform keeps its state: an S3 bucket, or HCP Terraform.");
    private static final Section.Builder HCP =
            Section.at("state.cloud", "HCP Terraform or Terraform Enterprise instead of a bucket.");

    static final Key<String> BUCKET = STATE.key(
            "bucket",
            Forms.BUCKET,
            Default.derived("qis-aws-ACCOUNT-REGION"),
            "S3 bucket of the state, made by \"qis-aws bootstrap\".",
            "acme-terraform-state");

    static final Key<String> ORGANIZATION = HCP.key(
            "organization",
            new TextType("3 to 40 letters, digits, - and _", "[A-Za-z0-9_-]{3,40}"),
            Default.none(),
            "The organization there.",
            "acme");
    static final Key<String> WORKSPACE = HCP.key(
            "workspace",
            new TextType("up to 90 letters, digits, - and _", "[A-Za-z0-9_-]{1,90}"),
            Default.derived("qis- and the environment's name"),
            "The workspace of this environment.",
            "qis-production");
    static final Key<String> HOSTNAME = HCP.key(
            "hostname",
            new TextType(
                    "a DNS name such as app.terraform.io", HostName.PATTERN, HostName::wrong, HostName::suggestion),
            Default.of("app.terraform.io"),
            "Where HCP Terraform or Terraform Enterprise runs.");

    static final Section CLOUD = HCP.build();
    static final Section SECTION = STATE.section(CLOUD).build();

    private StateKeys() {}
}
