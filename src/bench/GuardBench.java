import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.architecture.Call;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.TwoServer;
import io.github.qisaws.review.guard.Policy;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts what the guard sees of dangerous plans, and whom it bothers with harmless ones. See guard-bench.sh. */
public final class GuardBench {
    /** A case can hold numbers that no plan may hold. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private GuardBench() {}

    /** First argument: dangerous cases, one JSON object a line with name, want, plan. Others: harmless plans. */
    public static void main(String[] args) throws Exception {
        List<String> missed = new ArrayList<>();
        int dangerous = 0;
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            JsonNode row = JSON.readTree(line);
            String want = row.path("want").asText();
            if (want.equals("no opinion")) {
                continue;
            }
            dangerous++;
            String got = verdict(planOf(line), List.of());
            if (!fits(want, got)) {
                missed.add(row.path("name").asText() + ": want " + want + ", got " + got);
            }
        }
        System.out.printf(
                Locale.ROOT, "dangerous: %d of %d seen (%.1f %%)%n", dangerous - missed.size(), dangerous,
                100.0 * (dangerous - missed.size()) / Math.max(1, dangerous));
        missed.forEach(name -> System.out.println("  missed " + name));
        List<String> files = List.of(args).subList(1, args.length);
        List<byte[]> contents = new ArrayList<>();
        for (String file : files) {
            contents.add(Files.readAllBytes(Path.of(file)));
        }
        harmless(files, contents, TwoServer.calls());
    }

    /** Prints how many of these plans without a danger are bothered. */
    static void harmless(List<String> files, List<byte[]> contents, List<Call> calls) {
        List<String> looks = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String file = files.get(i);
            String got = verdict(contents.get(i), calls);
            if (got.startsWith("look")) {
                looks.add(file + ": " + got);
            } else if (!got.startsWith("good") && !got.startsWith("unchanged")) {
                blocks.add(file + ": " + got);
            }
        }
        System.out.printf(
                Locale.ROOT, "harmless: %d plans, %d blocked, %d look (%.1f %%)%n", files.size(), blocks.size(),
                looks.size(), 100.0 * looks.size() / Math.max(1, files.size()));
        blocks.forEach(name -> System.out.println("  blocked " + name));
        looks.forEach(name -> System.out.println("  look " + name));
    }

    /** The text of the plan as it is: the last member of the line. */
    private static byte[] planOf(String line) {
        int start = line.indexOf("\"plan\":") + "\"plan\":".length();
        return line.substring(start, line.lastIndexOf('}')).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean fits(String want, String got) {
        boolean looked = got.startsWith("look") || got.startsWith("blocked");
        return switch (want) {
            case "at least note" -> looked || !got.endsWith("[]");
            case "refused, or at least look" -> looked || got.equals("refused");
            default -> looked;
        };
    }

    private static String verdict(byte[] plan, List<Call> calls) {
        try {
            Review review = Review.of("", PlanReader.read(new ByteArrayInputStream(plan)), calls, Policy.STRICT);
            return review.verdict().name().toLowerCase(Locale.ROOT) + " "
                    + review.findings().stream().map(each -> each.rule().id()).distinct().toList();
        } catch (ProblemException e) {
            return "refused";
        } catch (RuntimeException e) {
            return "error " + e;
        }
    }
}
