package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Key;
import io.github.qisaws.environment.schema.Member;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Section;
import io.github.qisaws.environment.schema.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rejects keys that have no effect for the kind of deployment; reports a whole section once. */
final class TopologyCheck implements ValueCheck {
    /** For each key, the keys with the same purpose for other kinds. */
    private static final Map<Member, List<Key<?>>> ALIKE = Map.of(
            WebKeys.INSTANCE_TYPE, List.of(DataKeys.INSTANCE_TYPE, ContainerKeys.CPU),
            WebKeys.SCALING, List.of(ContainerKeys.MAXIMUM),
            NetworkKeys.SSH_FROM, List.of(ContainerKeys.SHELL),
            CareKeys.LOG_DAYS, List.of(ContainerKeys.LOG_DAYS));

    @Override
    public void judge(Values values, Findings findings) {
        judge(Keys.ROOT, TopologyKind.possible(values), values, findings);
    }

    private static void judge(Section section, Set<TopologyKind> possible, Values values, Findings findings) {
        for (Member member : section.members()) {
            boolean lacking = possible.stream().noneMatch(kind -> kind.has(member));
            if (lacking && values.isGiven(member)) {
                findings.add(member, message(member, possible));
            } else if (!lacking && member instanceof Section inner) {
                judge(inner, possible, values, findings);
            }
        }
    }

    private static String message(Member member, Set<TopologyKind> possible) {
        Set<TopologyKind> lacking = TopologyKind.matching(kind -> !kind.has(member)
                && possible.stream().anyMatch(chosen -> chosen.architecture() == kind.architecture()));
        String wrong = "has no effect with architecture " + either(TopologyKind.words(lacking)) + ", which has no "
                + Part.of(member).iterator().next().words();
        String others = either(TopologyKind.words(TopologyKind.having(member)));
        return Message.of(wrong, "remove it, " + alike(member, possible) + "or use architecture " + others);
    }

    private static String alike(Member member, Set<TopologyKind> possible) {
        Optional<Key<?>> alike = ALIKE.getOrDefault(member, List.of()).stream()
                .filter(key -> possible.stream().allMatch(kind -> kind.has(key)))
                .findFirst();
        return alike.map(key -> "use " + key.path() + ", ").orElse("");
    }

    private static String either(List<String> words) {
        int last = words.size() - 1;
        if (last < 2) {
            return String.join(" or ", words);
        }
        return String.join(", ", words.subList(0, last)) + ", or " + words.get(last);
    }
}
