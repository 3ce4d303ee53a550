package io.github.qisaws.review.guard;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Mutations of recorded plans against an oracle of its own. {@code src/bench/guard-mutations.sh} tries many more. */
class GuardMutationTest {
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(tries = 2000, seed = "13")
    void noLossAndNoOpeningPasses(@ForAll("mutants") Mutant mutant) {
        Statistics.label("dangerous").collect(mutant.isDangerous()).coverage(share -> share.check(true)
                .percentage(each -> each > 40));
        assertThat(mutant.bypasses()).isEmpty();
    }

    @Provide
    Arbitrary<Mutant> mutants() {
        return Mutant.all();
    }
}
