package io.github.qisaws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.qisaws.pipeline.Life.Present;
import io.github.qisaws.plan.Action;
import io.github.qisaws.review.guard.Level;
import io.github.qisaws.review.guard.RuleName;
import java.io.IOException;
import java.util.Map;

/** What a changed environment file would do to a managed environment that stands: nothing stateful is replaced. */
final class ManagedChanges {
    private static final String DATABASE = "module.database.aws_db_instance.this[\"original\"]";
    private static final String GROUP = "module.web-tier.aws_autoscaling_group.this";
    private static final String TEMPLATE = "module.web-tier.aws_launch_template.this";

    private final Checks checks;
    private final WhatIf whatIf;

    ManagedChanges(Present present) {
        this.checks = present.standing().checks();
        this.whatIf = new WhatIf(present);
    }

    void run() {
        checks.check("Changes (managed): bigger fleet, servers and database replace nothing", this::growth);
        checks.check("Changes (managed): another layout is blocked by the subnet of the database", this::layout);
        checks.check("Changes (managed): a new image touches the servers alone", () -> whatIf.withImage(this::image));
    }

    private void growth() throws IOException {
        Map<String, Action> actions = whatIf.planned(Map.of(
                "maximum: 4}", "maximum: 6}\ndata: {max-connections: 500}",
                "t3.medium", "t3a.medium",
                "db.t4g.medium", "db.m7g.large"));
        assertThat(actions)
                .containsEntry(GROUP, Action.UPDATE)
                .containsEntry(TEMPLATE, Action.UPDATE)
                .containsEntry(DATABASE, Action.UPDATE)
                .containsEntry("module.database.aws_db_parameter_group.this", Action.UPDATE);
        assertThat(actions.values()).containsOnly(Action.UPDATE);
    }

    private void layout() throws IOException {
        assertThat(whatIf.reviewed(Map.of("layout: tiered", "layout: open")).findings())
                .filteredOn(finding -> finding.rule() == RuleName.SUBNET_IN_USE && finding.level() == Level.BLOCK)
                .anyMatch(finding -> finding.subject().startsWith("module.network.aws_subnet.data"));
    }

    private void image(String ami) throws IOException {
        Map<String, Action> actions =
                whatIf.planned(Map.of("architecture: managed", "architecture: managed\nimage: " + ami));
        assertThat(actions).containsEntry(TEMPLATE, Action.UPDATE).containsEntry(GROUP, Action.UPDATE);
        assertThat(actions).containsEntry("module.web-tier.terraform_data.ami", Action.REPLACE_CREATING_FIRST);
        assertThat(actions.values()).containsOnly(Action.UPDATE, Action.REPLACE_CREATING_FIRST);
        assertThat(actions.keySet()).allMatch(address -> address.startsWith("module.web-tier."));
    }
}
