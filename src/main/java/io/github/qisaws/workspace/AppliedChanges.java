package io.github.qisaws.workspace;

import io.github.qisaws.terraform.Event;
import io.github.qisaws.text.Listing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Follows the events of an apply and describes what it has changed so far. Data sources are not counted. */
final class AppliedChanges implements Consumer<Event> {
    private static final int NAMED = 5;

    private final Set<String> inProgress = new LinkedHashSet<>();
    private final Set<String> failed = new LinkedHashSet<>();
    private final int total;
    private int applied;

    /**
     * Follows one apply.
     *
     * @param total how many changes the engine will report as complete; 0: not known
     */
    AppliedChanges(int total) {
        this.total = total;
    }

    @Override
    public synchronized void accept(Event event) {
        if (!(event instanceof Event.Step step) || step.isRead()) {
            return;
        }
        String address = step.resource().address();
        switch (step.stage()) {
            case APPLY_START, APPLY_PROGRESS -> inProgress.add(address);
            case APPLY_COMPLETE -> {
                inProgress.remove(address);
                applied++;
            }
            case APPLY_ERRORED -> {
                inProgress.remove(address);
                failed.add(address);
            }
            case REFRESH_START, REFRESH_COMPLETE -> {}
        }
    }

    /** For example {@code applied 40 of 101 resource changes (outcome unknown: A)}; empty if nothing was started. */
    synchronized String words() {
        List<String> open = new ArrayList<>();
        if (!failed.isEmpty()) {
            open.add("failed, possibly incomplete: " + named(failed));
        }
        if (!inProgress.isEmpty()) {
            open.add("outcome unknown: " + named(inProgress));
        }
        if (applied == 0 && open.isEmpty()) {
            return "";
        }
        // A plan cannot always foresee how many there will be.
        String known = total > 0 && applied <= total ? applied + " of " + total : String.valueOf(applied);
        return "applied " + known + (known.equals("1") ? " resource change" : " resource changes")
                + (open.isEmpty() ? "" : " (" + String.join("; ", open) + ")");
    }

    private static String named(Set<String> addresses) {
        return Listing.first(NAMED, addresses);
    }
}
