package io.github.qisaws.terraform;

import io.github.qisaws.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Gathers from the event stream what the verdict on a command needs, and hands each event on. */
final class Progress implements Consumer<Event> {
    private static final int NAMED = 5;

    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final Set<String> underWay = new LinkedHashSet<>();
    private final Set<String> failed = new LinkedHashSet<>();
    private final Consumer<Event> next;
    private int done;

    Progress(Consumer<Event> next) {
        this.next = next;
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof Event.Reported reported) {
            diagnostics.add(reported.diagnostic());
        } else if (event instanceof Event.Text text) {
            texts.add(text.line());
        } else if (event instanceof Event.Step step && !step.isRead()) {
            count(step);
        }
        next.accept(event);
    }

    synchronized List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }

    synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    synchronized int done() {
        return done;
    }

    /** What an apply had changed when it ended. */
    synchronized String state() {
        if (done == 0 && underWay.isEmpty() && failed.isEmpty()) {
            return Problem.NOTHING_CHANGED;
        }
        String finished = done + (done == 1 ? " resource was" : " resources were") + " changed before it ended";
        return finished + named("; failed, perhaps half made: ", failed)
                + named("; not known to be finished: ", underWay) + ".";
    }

    private static String named(String title, Set<String> addresses) {
        if (addresses.isEmpty()) {
            return "";
        }
        List<String> first = addresses.stream().limit(NAMED).toList();
        int more = addresses.size() - first.size();
        return title + String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
    }

    private void count(Event.Step step) {
        String address = step.resource().address();
        switch (step.stage()) {
            case APPLY_START, APPLY_PROGRESS -> underWay.add(address);
            case APPLY_COMPLETE -> {
                underWay.remove(address);
                done++;
            }
            case APPLY_ERRORED -> {
                underWay.remove(address);
                failed.add(address);
            }
            case REFRESH_START, REFRESH_COMPLETE -> {}
        }
    }
}
