package io.github.qisaws.cli;

import io.github.qisaws.pipeline.PlanFolder;
import io.github.qisaws.pipeline.StoredPlans;
import io.github.qisaws.pipeline.StoredReview;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.problem.Worst;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.workspace.Project;
import io.github.qisaws.workspace.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Reviews plans that were made before, also outside this project. */
@Command(
        name = "review",
        description =
                "Reviews existing plans: sealed folders, the JSON of any Terraform plan, or a stored plan. --markdown writes one"
                        + " comment for all of them. Exit code 80 means that the guard blocked a plan.")
final class ReviewCommand implements Callable<Integer> {
    @ParentCommand
    private QisAws root;

    @Mixin
    private ReviewOptions view;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private StoredPlanOptions stored;

    @Parameters(
            paramLabel = "PLAN",
            arity = "1..*",
            description = "Sealed folder, or file with the output of terraform show -json PLANFILE.")
    private List<Path> plans = new ArrayList<>();

    @Mixin
    private AllowDestroyOption permission;

    @Override
    public Integer call() {
        return stored.environment(plans).map(this::reviewStored).orElseGet(this::reviewFiles);
    }

    private Integer reviewStored(String name) {
        Tools tools = engine.tools(root);
        StoredPlans kept = new StoredPlans(root.project(), tools, root.console());
        Path folder = kept.fetch(name, stored.choice());
        try {
            StoredReview.Reviewed reviewed =
                    new StoredReview(root.project(), tools, root.console()).of(name, folder, permission.addresses());
            view.show(root.console(), reviewed.review(), reviewed.hash());
            stored.hashFile().ifPresent(file -> view.write(file, reviewed.hash() + "\n"));
            return reviewed.review().verdict().exitCode().number();
        } finally {
            kept.forget(folder);
        }
    }

    private Integer reviewFiles() {
        List<Review> reviews = plans.stream().map(this::review).toList();
        if (reviews.size() == 1) {
            view.show(root.console(), reviews.get(0));
        } else {
            view.showAll(root.console(), named(reviews));
        }
        return Worst.of(reviews.stream()
                        .map(review -> review.verdict().exitCode())
                        .toList())
                .number();
    }

    private Review review(Path plan) {
        return Files.isDirectory(plan)
                ? PlanFolder.review(plan, project(), engine.tools(root), permission.addresses())
                : Review.of("", PlanReader.read(plan), List.of(), Policy.STRICT.allowing(permission.addresses()));
    }

    /** Several reviews, each with a name of its own: that of the environment, otherwise the path of the plan. */
    private List<Review> named(List<Review> reviews) {
        List<String> names = new ArrayList<>();
        for (int index = 0; index < reviews.size(); index++) {
            String environment = reviews.get(index).environment();
            names.add(
                    environment.isEmpty() || names.contains(environment)
                            ? plans.get(index).toString()
                            : environment);
        }
        return IntStream.range(0, reviews.size())
                .mapToObj(index -> renamed(reviews.get(index), names.get(index)))
                .toList();
    }

    private static Review renamed(Review review, String name) {
        return new Review(name, review.findings(), review.components(), review.plan(), review.cost());
    }

    /** The project, if there is one here: a plan can be reviewed without it. */
    private Optional<Project> project() {
        try {
            return Optional.of(root.project());
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
