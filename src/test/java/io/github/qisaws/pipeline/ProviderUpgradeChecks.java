package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.TestProvider;
import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.plan.Action;
import io.github.qisaws.review.Drift;
import io.github.qisaws.review.Review;
import io.github.qisaws.review.Verdict;
import io.github.qisaws.terraform.Verb.Plan.Mode;
import io.github.qisaws.workspace.Tools;
import java.util.Set;

/** The newest tested AWS provider looks at what the oldest one made, as on the day when a person changes the version. */
final class ProviderUpgradeChecks {
    private final Present present;
    private final String name;

    ProviderUpgradeChecks(Present present) {
        this.present = present;
        this.name = present.standing().name();
    }

    void run() {
        present.standing()
                .checks()
                .check("Provider: the newest finds no drift in what the oldest made, and replaces nothing", this::look);
    }

    private void look() {
        TestProvider provider = TestProvider.newest();
        if (provider.version().equals(TestProvider.oldest().version())) {
            System.err.println("NOT TESTED: the change to AWS provider " + provider.version() + ", the only one here");
            return;
        }
        Tools newest = provider.with(present.tools());
        Drift drift = new DriftCheck(present.project(), newest).of(name, present.log());
        assertThat(drift.found()).as(drift.components().toString()).isFalse();

        Review review = new Deployments(present.project(), newest, present.log())
                .plan(name, Mode.NORMAL, Set.of())
                .review();
        assertThat(review.verdict()).as(review.sentence()).isNotEqualTo(Verdict.BLOCKED);
        assertThat(WhatIf.actions(review).values()).isSubsetOf(Action.UPDATE);
    }
}
