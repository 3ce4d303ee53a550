package io.github.qisaws.environment.schema;

import java.io.Serial;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;

/** Rejects deep nesting during parsing, before a recursive composer could exhaust the stack. */
final class DepthLimit implements Parser {
    static final int DEEPEST = 50;

    private final Parser parser;
    private int depth;

    DepthLimit(Parser parser) {
        this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        Event.ID kind = event.getEventId();
        if (kind == Event.ID.MappingStart || kind == Event.ID.SequenceStart) {
            depth++;
        } else if (kind == Event.ID.MappingEnd || kind == Event.ID.SequenceEnd) {
            depth--;
        }
        if (depth > DEEPEST) {
            throw new TooDeepException(Nodes.position(event.getStartMark()));
        }
        return event;
    }

    /** Thrown at the position where the nesting is too deep. */
    static final class TooDeepException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Position position;

        TooDeepException(Position position) {
            this.position = position;
        }

        Position position() {
            return position;
        }
    }
}
