package io.github.qisaws.ci;

import io.github.qisaws.environment.Environment;
import java.util.List;
import java.util.Locale;

/** Describes the setup in AWS and in the CI system that the user does once. */
public final class CiAdvice {
    private CiAdvice() {}

    /** The setup steps, with commands. */
    public static String of(CiSystem system, CiSetup setup) {
        StringBuilder text = new StringBuilder("Set up once:\n");
        setup.accounts().forEach((account, environments) -> account(text, system, account, environments));
        boolean github = system == CiSystem.GITHUB;
        text.append(
                github
                        ? "- GitHub: create an environment for each of " + all(setup)
                                + " with required reviewers (Settings, Environments), and limit it to the branch "
                                + setup.branch() + ".\n"
                        : "- GitLab: protect the environments " + all(setup)
                                + ", create a pipeline schedule for drift, and create a masked variable"
                                + " QIS_AWS_COMMENT_TOKEN (project access token, scope api) for the"
                                + " comment.\n");
        text.append("- Run qis-aws init ENV for each environment and commit environments/ENV/.terraform.lock.hcl, so"
                + " that all jobs use the same provider version.\n");
        text.append("- Rerun qis-aws bootstrap ENV if an earlier version of qis-aws created the state bucket. It adds"
                + " the rule that deletes stored plans after 7 days.\n");
        return text.toString();
    }

    private static void account(StringBuilder text, CiSystem system, String account, List<Environment> environments) {
        String folder = system.folder() + "/qis-aws/" + account;
        String variable = system == CiSystem.GITHUB ? "gh variable set %s --body %s" : "glab variable set %s %s";
        text.append("- AWS account ")
                .append(account)
                .append(" (")
                .append(String.join(", ", CiSetup.names(environments)));
        text.append("):\n");
        line(
                text,
                "aws iam create-open-id-connect-provider --url https://" + system.issuer() + " --client-id-list "
                        + system.audience());
        for (String kind : List.of("plan", "apply")) {
            line(
                    text,
                    "aws iam create-role --role-name qis-aws-" + kind + " --assume-role-policy-document file://"
                            + folder + "-" + kind + "-trust.json");
        }
        line(
                text,
                "aws iam attach-role-policy --role-name qis-aws-plan --policy-arn"
                        + " arn:aws:iam::aws:policy/ReadOnlyAccess");
        line(
                text,
                "aws iam put-role-policy --role-name qis-aws-plan --policy-name state --policy-document file://"
                        + folder + "-plan-policy.json");
        line(
                text,
                "# qis-aws-apply creates all resources of the modules: attach AdministratorAccess, or a narrower"
                        + " policy");
        for (String kind : List.of("plan", "apply")) {
            line(
                    text,
                    variable.formatted(
                            "QIS_AWS_" + kind.toUpperCase(Locale.ROOT) + "_ROLE_" + account,
                            "arn:aws:iam::" + account + ":role/qis-aws-" + kind));
        }
    }

    private static void line(StringBuilder text, String command) {
        text.append("    ").append(command).append('\n');
    }

    private static String all(CiSetup setup) {
        return String.join(", ", CiSetup.names(setup.environments()));
    }
}
