package io.github.qisaws.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers from the event stream what the verdict on a command needs, and hands each event on. */
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
