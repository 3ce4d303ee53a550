package io.github.qisaws.review.guard;

import io.github.qisaws.PlanJson;
import io.github.qisaws.catalogue.Catalogue;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Deletes, replaces, and forgets one resource of each of many types, and compares the verdict with the catalogue. */
public final class TypeLosses {
    /** Actions of a loss, each with the value after it. */
    private static final Map<String, String> LOSSES = Map.of(
            "'delete'", "null",
            "'delete','create'", "{'id':'b'}",
            "'create','delete'", "{'id':'b'}",
            "'forget'", "null",
            "'create','forget'", "{'id':'b'}",
            "'forget','create'", "{'id':'b'}");

    private TypeLosses() {}

    /** Each loss that gets a milder verdict than its type must have. */
    public static List<String> tooMild(Collection<String> types) {
        return types.stream().flatMap(TypeLosses::tooMild).sorted().toList();
    }

    private static Stream<String> tooMild(String type) {
        Verdict least = least(type);
        return LOSSES.entrySet().stream()
                .map(loss -> Map.entry(loss.getKey(), verdict(type, loss)))
                .filter(loss -> loss.getValue().compareTo(least) > 0)
                .map(loss -> type + " [" + loss.getKey() + "] is " + loss.getValue() + ", must be " + least);
    }

    /** Only a type that the catalogue lists as harmless may be lost in silence. */
    private static Verdict least(String type) {
        if (Catalogue.OURS.find(type).isEmpty()) {
            return Verdict.LOOK;
        }
        return Catalogue.OURS.loss(type).isPresent() ? Verdict.BLOCKED : Verdict.GOOD;
    }

    private static Verdict verdict(String type, Map.Entry<String, String> loss) {
        return Review.of(
                        "",
                        PlanJson.of(type + ".x", loss.getKey(), "{'id':'a'}", loss.getValue()),
                        List.of(),
                        Policy.STRICT)
                .verdict();
    }
}
