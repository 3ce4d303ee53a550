package io.github.qisaws.problem;

/** The exit codes of the command line; published, so a number never changes its meaning. */
public enum ExitCode {
    OK(0, "done"),
    FAILED(1, "the engine or AWS failed"),
    CHANGES(2, "the plan has changes (only with --detailed-exitcode)"),
    USAGE(64, "wrong use of the command line"),
    INVALID_ENVIRONMENT(65, "invalid environment file"),
    UNAVAILABLE(69, "engine, provider or emulator not available"),
    BUG(70, "a bug in qis-aws"),
    LOCKED(75, "the state is locked by somebody else"),
    WRONG_ACCOUNT(77, "wrong account or no credentials"),
    BLOCKED(80, "blocked by the guard"),
    STALE_PLAN(81, "the plan is stale or was altered"),
    DRIFT(82, "the real resources have drifted"),
    DECLINED(83, "declined by the person asked"),
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
