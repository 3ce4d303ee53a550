package io.github.qisaws.review;

import io.github.qisaws.plan.Attribute;
import io.github.qisaws.plan.Change;
import io.github.qisaws.review.guard.ResourceWords;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One resource to which something happens.
 *
 * @param loss what it holds that cannot be made again; empty when nothing
 */
public record Item(Change change, Optional<String> loss) {

    /** Such as: data volume “database”. */
    public String words() {
        return ResourceWords.of(change);
    }

    /** What happens, as the rest of a sentence, with where it came from. */
    public String happening() {
        String action = change.action().changesSomething() ? change.action().words() : "";
        String moved = change.origin()
                .previousAddress()
                .map(from -> "moved from " + from.text())
                .orElse("");
        String imported = change.origin()
                .importId()
                .map(id -> "taken up from AWS by import of " + id)
                .orElse("");
        String deposed = change.origin()
                .deposed()
                .map(key -> "an old object left behind by an earlier replacement")
                .orElse("");
        return List.of(action, moved, imported, deposed).stream()
                .filter(part -> !part.isEmpty())
                .reduce((first, second) -> first + "; " + second)
                .orElse(change.action().words());
    }

    /**
     * What differs, what forces a replacement first. A resource that is created or destroyed differs as a whole and is
     * not taken apart here; nor is repeated what AWS will say only later, or what the provider repeats.
     */
    public List<Attribute> differences() {
        return switch (change.action()) {
            case UPDATE, REPLACE, REPLACE_CREATING_FIRST, REPLACE_FORGETTING, UNKNOWN ->
                change.changed()
                        .filter(this::isTelling)
                        .sorted(Comparator.comparing((Attribute each) -> !each.replaces()))
                        .toList();
            case NO_OP, READ, CREATE, DELETE, FORGET -> List.of();
        };
    }

    private boolean isTelling(Attribute attribute) {
        if (attribute.path().startsWith("tags_all")) {
            String plain = "tags" + attribute.path().substring("tags_all".length());
            return change.attribute(plain).filter(Attribute::changed).isEmpty();
        }
        boolean settledLater =
                attribute.after().isUnknown() || attribute.after().isAbsent();
        return attribute.replaces() || !(change.action().isReplacement() && settledLater);
    }
}
