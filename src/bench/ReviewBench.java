import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.guard.Policy;
import io.github.qisaws.review.view.HtmlView;
import io.github.qisaws.review.view.JsonView;
import io.github.qisaws.review.view.MarkdownView;
import io.github.qisaws.review.view.TerminalView;
import java.nio.file.Path;
import java.util.List;

/** The review as a process of its own, without the command line around it. */
final class ReviewBench {
    public static void main(String[] arguments) {
        Review review = Review.of("bench", PlanReader.read(Path.of(arguments[0])), List.of(), Policy.STRICT);
        System.out.print(
                switch (arguments[1]) {
                    case "terminal" -> TerminalView.render(review, new TerminalView.Options(100, false, true));
                    case "markdown" -> MarkdownView.render(List.of(review), "review.html");
                    case "html" -> HtmlView.render(review);
                    default -> JsonView.render(review);
                });
    }
}
