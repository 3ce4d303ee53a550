package io.github.qisaws.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Combines the exit codes of several environments or plans into one. */
public final class Worst {
    /** Worst first. A result that leaves an environment's condition unknown is worse than a known bad condition. */
    private static final List<ExitCode> ORDER = List.of(
            ExitCode.INTERRUPTED,
            ExitCode.BUG,
            ExitCode.USAGE,
            ExitCode.UNAVAILABLE,
            ExitCode.WRONG_ACCOUNT,
            ExitCode.INVALID_ENVIRONMENT,
            ExitCode.FAILED,
            ExitCode.LOCKED,
            ExitCode.STALE_PLAN,
            ExitCode.BLOCKED,
            ExitCode.DECLINED,
            ExitCode.DRIFT,
            ExitCode.CHANGES,
            ExitCode.OK);

    private Worst() {}

    /** The worst of the codes; success if there are none. */
    public static ExitCode of(Collection<ExitCode> codes) {
        return codes.stream().min(Comparator.comparingInt(ORDER::indexOf)).orElse(ExitCode.OK);
    }
}
