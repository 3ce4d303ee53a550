package io.github.qisaws.ci;

import java.util.List;

/** A system that runs pipelines. */
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

    /** Where the repository keeps what is the system's. */
    String folder() {
        return folder;
    }

    /** Who vouches for a job towards AWS. */
    String issuer() {
        return issuer;
    }

    /** For whom the job's token is made. */
    String audience() {
        return audience;
    }

    /** The jobs that may plan: those of every pull request, and those of the main branch that look for drift. */
    List<String> planners(CiSetup setup) {
        return switch (this) {
            case GITHUB ->
                List.of(
                        "repo:" + setup.repository() + ":pull_request",
                        "repo:" + setup.repository() + ":ref:refs/heads/" + setup.branch());
            case GITLAB -> List.of("project_path:" + setup.repository() + ":ref_type:branch:ref:*");
        };
    }

    /** The jobs that may apply to some environments. */
    List<String> appliers(CiSetup setup, List<String> environments) {
        return switch (this) {
            case GITHUB ->
                environments.stream()
                        .map(name -> "repo:" + setup.repository() + ":environment:" + name)
                        .toList();
            case GITLAB -> List.of("project_path:" + setup.repository() + ":ref_type:branch:ref:" + setup.branch());
        };
    }
}
