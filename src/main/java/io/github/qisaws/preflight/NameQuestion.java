package io.github.qisaws.preflight;

import static io.github.qisaws.review.guard.RuleName.NAME_TAKEN;

import io.github.qisaws.architecture.Tags;
import io.github.qisaws.aws.AccountFacts;
import io.github.qisaws.aws.AccountFacts.Holder;
import io.github.qisaws.aws.AwsNames;
import io.github.qisaws.plan.Action;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the name of a resource that will be created is free.
 *
 * @param environment name of the environment
 * @param inUsEast1 whether the resource is to be in us-east-1, for an environment in any region
 */
record NameQuestion(String environment, String address, String type, String name, boolean inUsEast1)
        implements Question {
    private static final String REGION = "tags[\"" + Tags.REGION + "\"]";

    /** One question for each name that a plan gives to a new resource, and that no resource in the state has. */
    static Stream<Question> of(String environment, Plan plan) {
        Planned planned = Planned.of(plan);
        return plan.changes().stream()
                .filter(change -> change.action() == Action.CREATE)
                .flatMap(change -> of(environment, change, planned));
    }

    private static Stream<Question> of(String environment, Change change, Planned planned) {
        return AwsNames.attribute(change.type()).stream()
                .filter(attribute -> change.after(attribute).isKnown())
                .filter(attribute -> !planned.present(change.type(), attribute)
                        .contains(change.after(attribute).raw()))
                .map(attribute -> new NameQuestion(
                        environment,
                        change.address().text(),
                        change.type(),
                        change.after(attribute).raw(),
                        change.after(REGION).isKnown()));
    }

    @Override
    public String about() {
        return "names";
    }

    @Override
    public Set<String> actions() {
        return AwsNames.actions(type);
    }

    @Override
    public Answer ask(AccountFacts account) {
        Optional<Holder> holder = account.named(type, name, inUsEast1);
        return planned -> holder.map(this::judge).map(List::of).orElse(List.of());
    }

    private Obstacle judge(Holder holder) {
        return holder.pendingDeletion()
                ? Obstacle.blocks(
                                NAME_TAKEN,
                                "",
                                "The secret " + name
                                        + " is scheduled for deletion. Its name cannot be used until AWS has deleted it.",
                                "If nothing needs it, run aws secretsmanager delete-secret --secret-id " + name
                                        + " --force-delete-without-recovery, wait a minute, then plan again.")
                        .at(address)
                : Obstacle.blocks(
                                NAME_TAKEN,
                                "",
                                "The account already has a resource with the name " + name
                                        + ", which is not in this state.",
                                "If an earlier run on " + environment + " was interrupted, run qis-aws recover "
                                        + environment + ". Otherwise delete the resource, or rename the folder of the"
                                        + " environment.")
                        .at(address);
    }
}
