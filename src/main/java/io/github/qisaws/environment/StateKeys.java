package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.TextType;

/** The keys of {@code state} and {@code state.cloud}. */
final class StateKeys {
    private static final Section.Builder STATE =
            Section.at("state", "Location of the Terraform state: an S3 bucket, or HCP Terraform.");
    private static final Section.Builder HCP =
            Section.at("state.cloud", "HCP Terraform or Terraform Enterprise, instead of an S3 bucket.");

    static final Key<String> BUCKET = STATE.key(
            "bucket",
            Forms.BUCKET,
            Default.derived("qis-aws-ACCOUNT-REGION"),
            "State bucket, created by \"qis-aws bootstrap\".",
            "acme-terraform-state");

    static final Key<String> ORGANIZATION = HCP.key(
            "organization",
            new TextType("3 to 40 letters, digits, - and _", "[A-Za-z0-9_-]{3,40}"),
            Default.none(),
            "Organization in HCP Terraform.",
            "acme");
    static final Key<String> WORKSPACE = HCP.key(
            "workspace",
            new TextType("up to 90 letters, digits, - and _", "[A-Za-z0-9_-]{1,90}"),
            Default.derived("qis- and the environment name"),
            "Workspace of this environment in HCP Terraform.",
            "qis-production");
    static final Key<String> HOSTNAME = HCP.key(
            "hostname",
            new TextType(
                    "a DNS name such as app.terraform.io", HostName.PATTERN, HostName::wrong, HostName::suggestion),
            Default.of("app.terraform.io"),
            "Host name of HCP Terraform or Terraform Enterprise.");

    static final Section CLOUD = HCP.build();
    static final Section SECTION = STATE.section(CLOUD).build();

    private StateKeys() {}
}
