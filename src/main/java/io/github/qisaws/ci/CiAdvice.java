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
        setup.accounts().forEach((account, environments) -> account(text, system, setup, account, environments));
        boolean github = system == CiSystem.GITHUB;
        text.append(
                github
                        ? "- GitHub: create an environment for each of " + all(setup)
                                + " with required reviewers (Settings, Environments), and limit it to the branch "
                                + setup.branch() + ". Protect this branch: it must be the default branch.\n"
                        : "- GitLab: protect the environments " + all(setup)
                                + " and the branch " + setup.branch()
                                + ", create a pipeline schedule for drift, and create a"
                                + " masked and protected variable QIS_AWS_COMMENT_TOKEN (project access token, scope"
                                + " api) for the comment. Without \"protected\", every branch can read it.\n");
        text.append("- Run qis-aws init ENV for each environment and commit environments/ENV/.terraform.lock.hcl, so"
                + " that all jobs use the same provider version.\n");
        text.append("- Rerun qis-aws bootstrap ENV if an earlier version of qis-aws created the state bucket. It adds"
                + " the rule that deletes stored plans after 7 days.\n");
        return text.toString();
    }

    private static void account(
            StringBuilder text, CiSystem system, CiSetup setup, String account, List<Environment> environments) {
        text.append("- AWS account ")
                .append(account)
                .append(" (")
                .append(String.join(", ", CiSetup.names(environments)));
        text.append("):\n");
        line(
                text,
                "aws iam create-open-id-connect-provider --url https://" + system.issuer() + " --client-id-list "
                        + system.audience());
        environments.forEach(
                environment -> roles(text, system, new RolePolicies(system, setup, environment), account, environment));
    }

    private static void roles(
            StringBuilder text, CiSystem system, RolePolicies policies, String account, Environment environment) {
        String variable = system == CiSystem.GITHUB ? "gh variable set %s --body %s" : "glab variable set %s %s";
        for (String kind : RolePolicies.ROLES) {
            String role = "qis-aws-" + kind + "-" + environment.name();
            String file = system.folder() + "/qis-aws/" + environment.name() + "-" + kind;
            line(
                    text,
                    "aws iam create-role --role-name " + role + " --assume-role-policy-document file://" + file
                            + "-trust.json" + session(system, kind));
            if (!kind.equals("apply")) {
                line(
                        text,
                        "aws iam put-role-policy --role-name " + role + " --policy-name state --policy-document file://"
                                + file + "-policy.json");
            }
            policies.managed(kind).forEach(name -> managed(text, system, role, account, name));
            line(text, variable.formatted(variable(kind, environment), "arn:aws:iam::" + account + ":role/" + role));
        }
    }

    /** GitHub's workflow asks for a session as long as its job, and AWS allows one hour by default. */
    private static String session(CiSystem system, String kind) {
        return system == CiSystem.GITHUB && kind.equals("apply") ? " --max-session-duration 7200" : "";
    }

    private static void managed(StringBuilder text, CiSystem system, String role, String account, String name) {
        line(
                text,
                "aws iam create-policy --policy-name qis-aws-" + name + " --policy-document file://" + system.folder()
                        + "/qis-aws/" + name + ".json");
        line(
                text,
                "aws iam attach-role-policy --role-name " + role + " --policy-arn arn:aws:iam::" + account
                        + ":policy/qis-aws-" + name);
    }

    /** The CI variable with a role; names of environments have no underscore, so two names never give the same. */
    private static String variable(String kind, Environment environment) {
        return ("QIS_AWS_" + kind + "_ROLE_" + environment.name().replace('-', '_')).toUpperCase(Locale.ROOT);
    }

    private static void line(StringBuilder text, String command) {
        text.append("    ").append(command).append('\n');
    }

    private static String all(CiSetup setup) {
        return String.join(", ", CiSetup.names(setup.environments()));
    }
}
