package io.github.qisaws.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the events that determine the outcome of a command, and forwards each event. */
final class EventCollector implements Consumer<Event> {
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final Consumer<Event> next;
    private int done;

    EventCollector(Consumer<Event> next) {
        this.next = next;
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof Event.Reported reported) {
            diagnostics.add(reported.diagnostic());
        } else if (event instanceof Event.Text text) {
            texts.add(text.line());
        } else if (event instanceof Event.Step step && !step.isRead() && step.stage() == Event.Stage.APPLY_COMPLETE) {
            done++;
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
}
