package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Mistake;
import io.github.qisaws.problem.ExitCode;
import io.github.qisaws.problem.Problem;
import io.github.qisaws.problem.ProblemException;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** An environment file is refused; carries every mistake, as text and one by one. */
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
                file + " cannot be used: " + count,
                mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")),
                "Correct the file; \"qis-aws schema\" prints what editors need to help with it.");
    }
}
