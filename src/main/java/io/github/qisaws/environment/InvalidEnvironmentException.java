package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Mistake;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown for an invalid environment file; contains every mistake. */
public final class InvalidEnvironmentException extends ProblemException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    InvalidEnvironmentException(String file, List<Mistake> mistakes) {
        super(problem(file, mistakes), null);
        this.mistakes = List.copyOf(mistakes);
    }

    /** By line and column. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    private static Problem problem(String file, List<Mistake> mistakes) {
        String count = mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes";
        return new Problem(
                ExitCode.INVALID_ENVIRONMENT,
                file + " has " + count,
                mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")),
                "Correct the file. For completion in an editor, use the schema that qis-aws schema prints.");
    }
}
