package io.github.qisaws.environment;

import io.github.qisaws.environment.GuardPolicy.Accepted;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A rule is accepted once for one place, or it would have two reasons; those of an organisation one by one. */
final class AcceptedCheck implements ValueCheck {

    @Override
    public void judge(Values values, Findings findings) {
        List<Accepted> accepted = values.find(PolicyKeys.ACCEPT).orElse(List.of());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < accepted.size(); i++) {
            if (accepted.get(i).rule().equals(GuardRules.OF_ORGANISATION)
                    && accepted.get(i).address().isEmpty()) {
                findings.add(
                        PolicyKeys.ACCEPT.path() + "[" + i + "]",
                        Message.of(
                                GuardRules.OF_ORGANISATION + " without an address would accept every policy",
                                "add address: as the review names it"));
            }
            if (!seen.add(accepted.get(i).key())) {
                String wrong = accepted.get(i).key() + " is accepted twice";
                findings.add(
                        PolicyKeys.ACCEPT.path() + "[" + i + "]", Message.of(wrong, "keep one of the two reasons"));
            }
        }
    }
}
