package io.github.qisaws.review.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.qisaws.Recordings;
import io.github.qisaws.TestTool;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.TwoServer;
import io.github.qisaws.review.guard.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTML report in a real browser, with axe-core from npm; screenshots stay in target/browser to be looked at. */
class HtmlReportIT {
    private static final Path FOLDER = Path.of("target/browser").toAbsolutePath();
    private static final int LIMIT = 120;
    private static final Pattern POLICY = Pattern.compile("<meta http-equiv=\"Content-Security-Policy\"[^>]*>");
    private static final Pattern RESULT = Pattern.compile("data-result=\"([^\"]*)\"");

    @BeforeAll
    static void needsABrowser() throws Exception {
        boolean present = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "chromium")));
        if (!present) {
            System.out.println(
                    "SKIPPED HtmlReportIT: there is no chromium on the PATH (Debian: apt-get install chromium)");
        }
        assumeTrue(present, "no chromium on the PATH");
        Files.createDirectories(FOLDER);
    }

    private static String html(String name) {
        return HtmlView.render(Review.of("demo", Recordings.plan(name), TwoServer.calls(), Policy.STRICT));
    }

    @Test
    void ownScriptRunsUnderTheReportsOwnPolicy() throws Exception {
        String page = page(file("own.html", html("terraform-1.11-dangerous")), 1280, "light");
        assertThat(page).contains("13 of 13 resources shown");
    }

    @Test
    void searchAndFilterNarrowTheList() throws Exception {
        String probe = "search.value='attachment';search.dispatchEvent(new Event('input'));";
        assertThat(probed(probe + "result(status.textContent)", 1280, "light")).isEqualTo("2 of 13 resources shown");
        String uncheck = "document.querySelector('input[value=destroyed]').click();";
        assertThat(probed(uncheck + "result(status.textContent)", 1280, "light"))
                .isEqualTo("12 of 13 resources shown");
    }

    @ParameterizedTest
    @CsvSource({"412, light", "1280, light", "1280, dark", "412, dark"})
    void nothingSticksOutAtTheSide(int width, String scheme) throws Exception {
        String sizes = "open.click();result(document.documentElement.scrollWidth-document.documentElement.clientWidth)";
        assertThat(probed(sizes, width, scheme)).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"412, light", "1280, light", "1280, dark"})
    void axeFindsNoViolation(int width, String scheme) throws Exception {
        String axe = axe();
        String run =
                axe + ";open.click();axe.run().then(found=>result(found.passes.length+' passed;'+found.violations.map("
                        + "each=>each.id+' '+each.nodes.map(node=>node.target+' '+node.failureSummary).join(' / ')).join('; ')))";
        String result = probed(run, width, scheme);
        assertThat(result).matches("[1-9]\\d+ passed;");
    }

    @Test
    void screenshotsAreTakenForPeople() throws Exception {
        Path file = file("dangerous.html", html("terraform-1.11-dangerous"));
        for (String scheme : List.of("light", "dark")) {
            browse(file, 1280, scheme, "--screenshot=" + FOLDER.resolve("laptop-" + scheme + ".png"));
            browse(file, 412, scheme, "--screenshot=" + FOLDER.resolve("phone-" + scheme + ".png"));
        }
        browse(file, 1280, "light", "--no-pdf-header-footer", "--print-to-pdf=" + FOLDER.resolve("print.pdf"));
        assertThat(FOLDER.resolve("print.pdf")).isNotEmptyFile();
        assertThat(FOLDER.resolve("phone-dark.png")).isNotEmptyFile();
    }

    /** Runs a piece of script in the report, without its policy, and gives back what it hands to result(). */
    private static String probed(String script, int width, String scheme) throws Exception {
        String page = POLICY.matcher(html("terraform-1.11-dangerous")).replaceAll("");
        String start =
                "<script>const [search,status,open]=['search','status','open'].map(id=>document.getElementById(id));"
                        + "const result=value=>document.body.setAttribute('data-result',String(value));";
        String whole = page.replace("</body>", start + script + "</script></body>");
        Matcher matcher = RESULT.matcher(page(file("probe.html", whole), width, scheme));
        assertThat(matcher.find()).as("the script ended").isTrue();
        return matcher.group(1);
    }

    private static String axe() throws Exception {
        Path script = TestTool.folder("axe-core").resolve("node_modules/axe-core/axe.min.js");
        return Files.readString(script).replace("</script>", "<\\/script>");
    }

    private static Path file(String name, String html) throws IOException {
        return Files.writeString(FOLDER.resolve(name), html);
    }

    private static String page(Path file, int width, String scheme) throws Exception {
        return browse(file, width, scheme, "--virtual-time-budget=10000", "--dump-dom");
    }

    private static String browse(Path file, int width, String scheme, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + Files.createTempDirectory(FOLDER, "profile"),
                "--blink-settings=preferredColorScheme=" + (scheme.equals("dark") ? 0 : 1),
                "--window-size=" + width + ",2200"));
        command.addAll(List.of(more));
        command.add(file.toUri().toString());
        return run(command);
    }

    private static String run(List<String> command) throws Exception {
        Path out = Files.createTempFile(FOLDER, "out", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(LIMIT, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(command.get(0) + " did not end within " + LIMIT + " s");
        }
        return Files.readString(out);
    }
}
