package io.github.qisaws.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The one exit code for several results. */
public final class Worst {
    /** Worst first: what says least about the environment is worse than what says something bad about it. */
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

    /** The worst of all; none of nothing is a success. */
    public static ExitCode of(Collection<ExitCode> codes) {
        return codes.stream().min(Comparator.comparingInt(ORDER::indexOf)).orElse(ExitCode.OK);
    }
}
