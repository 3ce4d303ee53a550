package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Default;
import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.TextType;

/** The keys of {@code iam}. */
final class IamKeys {
    private static final Section.Builder IAM =
            Section.at("iam", "Rules of an organization for the IAM roles that qis-aws creates.");

    static final Key<String> PATH = IAM.key(
            "path",
            new TextType("an IAM path that begins and ends with /, such as /qis/", "/(?:[A-Za-z0-9_.,+@=-]+/){0,8}"),
            Default.of("/"),
            "Path of the roles. A change replaces every role; until a server or task has the new role, it gets no new"
                    + " credentials.",
            "/qis/");
    static final Key<String> BOUNDARY = IAM.key(
            "permissions-boundary",
            new TextType(
                    "the ARN of an IAM policy, or \"\" for no boundary",
                    "|arn:aws[a-z-]*:iam::(?:[0-9]{12}|aws):policy/[!-~]{1,256}"),
            Default.of(""),
            "Policy that limits the permissions of every role.",
            "arn:aws:iam::123456789012:policy/boundary");

    static final Section SECTION = IAM.build();

    private IamKeys() {}
}
