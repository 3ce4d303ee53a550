package io.github.qisaws.review.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.Approved;
import io.github.qisaws.Recordings;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.TwoServer;
import io.github.qisaws.review.guard.Policy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalViewTest {
    private static final String ESCAPE = "\u001b[";

    static Stream<String> recordings() {
        return Recordings.names().stream();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void saysWhatAPersonApproved(String name) {
        Approved.check("terminal/" + name + ".txt", render(name, 100, false));
    }

    @Test
    void fitsIntoFortyColumns() {
        String narrow = render("terraform-1.11-dangerous", 40, false);
        Approved.check("terminal/dangerous-narrow.txt", narrow);
        assertThat(narrow.lines()).allMatch(line -> line.length() <= 40);
    }

    @Test
    void coloursOnlyDecorate() {
        String coloured = render("terraform-1.11-dangerous", 80, true);
        assertThat(coloured).contains(ESCAPE);
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(render("terraform-1.11-dangerous", 80, false));
    }

    private static String render(String name, int width, boolean colour) {
        Review review = Review.of("demo", Recordings.plan(name), TwoServer.calls(), Policy.STRICT);
        return TerminalView.render(review, new TerminalView.Options(width, colour, false));
    }

    @Test
    void aPlanFromElsewhereNeedsNoContracts() {
        Review review = Review.of("", Recordings.plan("terraform-1.11-dangerous"), List.of(), Policy.STRICT);
        assertThat(TerminalView.render(review, new TerminalView.Options(80, false, true)))
                .startsWith("BLOCKED")
                .contains("Data server");
    }
}
