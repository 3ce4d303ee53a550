package io.github.qisaws.review.guard;

/** How much a finding weighs; the order is from the heaviest. */
public enum Level {
    BLOCK("Blocked", "■"),
    WARN("Look", "▲"),
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
