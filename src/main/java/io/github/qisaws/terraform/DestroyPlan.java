package io.github.qisaws.terraform;

import io.github.qisaws.terraform.Verb.Plan.Mode;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Plans that destroy resources even if a data source cannot be read, for example because an SSM parameter was deleted.
 *
 * <p>Terraform reads all data sources before it plans a destroy, although the destroy does not use them. Without a
 * refresh it reads none.
 */
public final class DestroyPlan {
    private static final Pattern DATA = Pattern.compile("(^|\\.)data\\.[^.]+\\.");

    private DestroyPlan() {}

    /**
     * Creates a plan of any mode. A destroy plan that only data sources stop is created again, without a refresh.
     *
     * @param again runs before the second attempt
     */
    public static Outcome create(Engine engine, Verb.Plan plan, Consumer<Event> listener, Runnable again) {
        Outcome outcome = engine.plan(plan, listener);
        if (plan.mode() != Mode.DESTROY || !onlyDataIsMissing(outcome)) {
            return outcome;
        }
        again.run();
        return engine.plan(plan.withoutRefresh(), listener);
    }

    private static boolean onlyDataIsMissing(Outcome outcome) {
        List<Diagnostic> errors =
                outcome.diagnostics().stream().filter(Diagnostic::isError).toList();
        return !outcome.succeeded()
                && !errors.isEmpty()
                && errors.stream()
                        .allMatch(error -> DATA.matcher(error.address()).find());
    }
}
