package io.github.qisaws.review.guard;

/** Severity of a finding, the most severe first. */
public enum Level {
    BLOCK("Blocked", "■"),
    WARN("Warning", "▲"),
    NOTE("Note", "•");

    private final String word;
    private final String sign;

    Level(String word, String sign) {
        this.word = word;
        this.sign = sign;
    }

    public String word() {
        return word;
    }

    public String sign() {
        return sign;
    }
}
