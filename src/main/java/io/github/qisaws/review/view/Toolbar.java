package io.github.qisaws.review.view;

import io.github.qisaws.review.Item;
import io.github.qisaws.review.Review;
import java.util.LinkedHashMap;
import java.util.Map;

/** Search and filter of the HTML report, hidden without JavaScript. */
final class Toolbar {
    private static final Map<String, String> KINDS = kinds();

    private Toolbar() {}

    static String kind(Item item) {
        return switch (item.change().action()) {
            case CREATE -> "created";
            case UPDATE -> "changed";
            case REPLACE, REPLACE_CREATING_FIRST, REPLACE_FORGETTING -> "replaced";
            case DELETE -> "destroyed";
            case FORGET -> "forgotten";
            case NO_OP, READ, UNKNOWN -> "other";
        };
    }

    static void write(HtmlWriter out, Review review) {
        out.raw("""
                <div class="toolbar" id="toolbar" hidden role="search">
                <label for="search">Search</label> <input type="search" id="search" autocomplete="off">
                <fieldset><legend>Show</legend>
                """);
        KINDS.forEach((kind, label) -> {
            if (has(review, kind)) {
                out.raw("<label><input type=\"checkbox\" checked value=\"" + kind + "\"> ")
                        .text(label)
                        .raw("</label>\n");
            }
        });
        out.raw("""
                </fieldset>
                <button type="button" id="open">Open all</button>
                <button type="button" id="close">Close all</button>
                <p role="status" id="status"></p>
                </div>
                """);
    }

    private static boolean has(Review review, String kind) {
        return review.components().stream()
                        .flatMap(each -> each.items().stream())
                        .anyMatch(item -> kind(item).equals(kind))
                || review.drift().stream().anyMatch(item -> kind(item).equals(kind));
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("destroyed", "destroyed");
        kinds.put("replaced", "replaced");
        kinds.put("forgotten", "removed from state");
        kinds.put("changed", "updated");
        kinds.put("created", "created");
        kinds.put("other", "moved, imported, and others");
        return kinds;
    }
}
