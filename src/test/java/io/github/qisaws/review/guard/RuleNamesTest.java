package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.environment.GuardRules;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleNamesTest {

    @Test
    void anEnvironmentFileMayAcceptEveryRuleButThoseThatOnlyAnAddressLifts() {
        assertThat(GuardRules.ACCEPTABLE).containsExactlyElementsOf(ids(false));
        assertThat(GuardRules.ONLY_BY_ADDRESS).containsExactlyElementsOf(ids(true));
    }

    private static List<String> ids(boolean liftedByAddress) {
        return Arrays.stream(RuleName.values())
                .filter(rule -> rule.liftedByAddress() == liftedByAddress)
                .map(RuleName::id)
                .toList();
    }
}
