package io.github.qisaws.cli;

import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Policy;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Reviews a plan from anywhere. */
@Command(
        name = "review",
        description =
                "Reviews a plan that Terraform or OpenTofu made anywhere; exits with 80 when the guard blocks it.")
final class ReviewCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private ReviewOptions view;

    @Parameters(paramLabel = "PLAN.json", description = "What terraform show -json PLANFILE wrote.")
    private Path plan;

    @Option(
            names = "--allow-destroy",
            paramLabel = "ADDRESS",
            description = "Exact address of a resource whose data may be lost; may be given again.")
    private Set<String> allowed = new LinkedHashSet<>();

    @Override
    public Integer call() {
        Review review = Review.of("", PlanReader.read(plan), List.of(), Policy.STRICT.allowing(allowed));
        view.show(root.console(), review);
        return review.verdict().exitCode().number();
    }
}
