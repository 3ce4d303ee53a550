package io.github.qisaws.environment;

import io.github.qisaws.environment.GuardPolicy.Accepted;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rejects a rule that is accepted twice for one address, and organization policies that are accepted without an
 * address.
 */
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
                                "add address: with the resource address from the review"));
            }
            if (!seen.add(accepted.get(i).key())) {
                String wrong = accepted.get(i).key() + " is accepted twice";
                findings.add(
                        PolicyKeys.ACCEPT.path() + "[" + i + "]", Message.of(wrong, "keep one of the two reasons"));
            }
        }
    }
}
