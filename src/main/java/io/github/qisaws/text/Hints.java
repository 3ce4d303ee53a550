package io.github.qisaws.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks for many words in one pass, to skip slower searches that cannot succeed without one of them. */
final class Hints {
    private static final int FIRST_LETTERS = 128;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<List<String>> byFirstLetter = new ArrayList<>();

    /** Each word starts with an ASCII character. */
    Hints(List<String> words) {
        for (int letter = 0; letter < FIRST_LETTERS; letter++) {
            byFirstLetter.add(null);
        }
        for (String word : words) {
            if (numbers.putIfAbsent(word, numbers.size()) == null) {
                char first = word.charAt(0);
                if (byFirstLetter.get(first) == null) {
                    byFirstLetter.set(first, new ArrayList<>());
                }
                byFirstLetter.get(first).add(word);
            }
        }
    }

    /** The numbers of the words that a text contains. */
    BitSet in(String text) {
        BitSet found = new BitSet(numbers.size());
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            List<String> words = letter < FIRST_LETTERS ? byFirstLetter.get(letter) : null;
            if (words != null) {
                for (String word : words) {
                    if (text.startsWith(word, at)) {
                        found.set(numbers.get(word));
                    }
                }
            }
        }
        return found;
    }

    /** The numbers of some of the words. */
    BitSet of(List<String> words) {
        BitSet some = new BitSet(numbers.size());
        words.forEach(word -> some.set(numbers.get(word)));
        return some;
    }
}
