package io.github.qisaws.problem;

/** Exit codes of the command line. They are published, so a number never changes its meaning. */
public enum ExitCode {
    OK(0, "success"),
    FAILED(1, "Terraform or AWS failed"),
    CHANGES(2, "the plan has changes (only with --detailed-exitcode)"),
    USAGE(64, "wrong use of the command line"),
    INVALID_ENVIRONMENT(65, "invalid environment file"),
    UNAVAILABLE(69, "Terraform, provider, or emulator not available"),
    BUG(70, "internal error (a bug in qis-aws)"),
    LOCKED(75, "state is locked by another process"),
    WRONG_ACCOUNT(77, "wrong account, no credentials, or a permission is missing"),
    BLOCKED(80, "blocked by the guard"),
    STALE_PLAN(81, "saved plan is stale or was modified"),
    DRIFT(82, "resources were changed outside Terraform"),
    DECLINED(83, "not confirmed"),
    ROLLOUT_FAILED(84, "applied, but the rollout failed, was rolled back, or did not end in time"),
    INTERRUPTED(130, "interrupted (Ctrl-C)");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }
}
