import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.qisaws.plan.PlanReader;
import io.github.qisaws.problem.ProblemException;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
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
            String got = verdict(planOf(line));
            if (!fits(want, got)) {
                missed.add(row.path("name").asText() + ": want " + want + ", got " + got);
            }
        }
        System.out.printf(
                Locale.ROOT, "dangerous: %d of %d seen (%.1f %%)%n", dangerous - missed.size(), dangerous,
                100.0 * (dangerous - missed.size()) / Math.max(1, dangerous));
        missed.forEach(name -> System.out.println("  missed " + name));
        harmless(List.of(args).subList(1, args.length));
    }

    private static void harmless(List<String> files) throws Exception {
        List<String> looks = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        for (String file : files) {
            String got = verdict(Files.readAllBytes(Path.of(file)));
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

    private static String verdict(byte[] plan) {
        try {
            Review review = Review.of("", PlanReader.read(new ByteArrayInputStream(plan)), List.of(), Policy.STRICT);
            return review.verdict().name().toLowerCase(Locale.ROOT) + " "
                    + review.findings().stream().map(each -> each.rule().id()).distinct().toList();
        } catch (ProblemException e) {
            return "refused";
        } catch (RuntimeException e) {
            return "error " + e;
        }
    }
}
