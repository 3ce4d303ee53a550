package io.github.qisaws.environment.schema;

/**
 * Line and column in a file.
 *
 * @param line from 1; 0 means the file as a whole
 * @param column from 1, in characters; 0 means the file as a whole
 */
public record Position(int line, int column) implements Comparable<Position> {
    /** The whole file, for example if it does not exist. */
    public static final Position WHOLE_FILE = new Position(0, 0);

    /** The first character. */
    public static final Position START = new Position(1, 1);

    /** The position of a character offset in a text. */
    static Position at(CharSequence text, int offset) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(text.charAt(i))) {
                column++;
            }
        }
        return new Position(line, column);
    }

    @Override
    public int compareTo(Position other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }
}
