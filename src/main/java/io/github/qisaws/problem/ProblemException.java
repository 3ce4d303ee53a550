package io.github.qisaws.problem;

import java.io.Serial;

/** Carries a {@link Problem} to the code that prints it. */
public class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    protected ProblemException(Problem problem, Throwable cause) {
        super(problem.what() + ": " + problem.why(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
