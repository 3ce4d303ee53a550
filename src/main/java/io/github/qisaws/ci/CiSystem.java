package io.github.qisaws.ci;

import java.util.List;

/** A CI system. */
public enum CiSystem {
    GITHUB(".github", "token.actions.githubusercontent.com", "sts.amazonaws.com"),
    GITLAB(".gitlab", "gitlab.com", "https://gitlab.com");

    private final String folder;
    private final String issuer;
    private final String audience;

    CiSystem(String folder, String issuer, String audience) {
        this.folder = folder;
        this.issuer = issuer;
        this.audience = audience;
    }

    /** Folder for the system's files in the repository. */
    String folder() {
        return folder;
    }

    /** Host of the OIDC issuer that identifies jobs to AWS. */
    String issuer() {
        return issuer;
    }

    /** Audience of the job's OIDC token. */
    String audience() {
        return audience;
    }

    /** OIDC subjects of the jobs that may plan: pull requests, and drift checks of the main branch. */
    List<String> planners(CiSetup setup) {
        return switch (this) {
            case GITHUB ->
                List.of(
                        "repo:" + setup.repository() + ":pull_request",
                        "repo:" + setup.repository() + ":ref:refs/heads/" + setup.branch());
            case GITLAB -> List.of("project_path:" + setup.repository() + ":ref_type:branch:ref:*");
        };
    }

    /** OIDC subjects of the jobs that may review stored plans: those that run the code of the main branch. */
    List<String> reviewers(CiSetup setup) {
        return switch (this) {
            case GITHUB -> List.of("repo:" + setup.repository() + ":ref:refs/heads/" + setup.branch());
            case GITLAB -> List.of("project_path:" + setup.repository() + ":ref_type:branch:ref:" + setup.branch());
        };
    }

    /** OIDC subjects of the jobs that may apply an environment. */
    List<String> appliers(CiSetup setup, String environment) {
        return this == GITHUB
                ? List.of("repo:" + setup.repository() + ":environment:" + environment)
                : reviewers(setup);
    }
}
