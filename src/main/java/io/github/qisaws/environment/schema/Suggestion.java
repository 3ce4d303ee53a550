package io.github.qisaws.environment.schema;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Suggests the word that a user probably meant. */
public final class Suggestion {
    private static final int SHORTEST_PART = 3;
    private static final int LONGEST_WORD = 80;

    private Suggestion() {}

    /**
     * The most similar candidate, if it differs only in case or hyphens, by a few typing errors, or contains the word.
     */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        if (word.isEmpty() || word.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        String plain = plain(word);
        String best = null;
        int bestDistance = 1 + allowedSlips(plain);
        for (String candidate : candidates) {
            int distance = plain.equals(plain(candidate)) ? 0 : 1 + slips(plain, plain(candidate));
            if (distance <= bestDistance && (best == null || distance < bestDistance)) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best == null ? containing(plain, candidates) : Optional.of(best);
    }
    /** The candidate that differs by at most one typing error, case, or hyphens. */
    static Optional<String> nearly(String word, Collection<String> candidates) {
        return nearest(word, candidates).filter(best -> slips(plain(word), plain(best)) <= 1);
    }

    private static Optional<String> containing(String plain, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> isPart(plain, plain(candidate)) || isMost(plain(candidate), plain))
                .findFirst();
    }

    private static boolean isPart(String part, String whole) {
        return part.length() >= SHORTEST_PART && (whole.startsWith(part) || whole.endsWith(part));
    }

    private static boolean isMost(String part, String whole) {
        return 2 * part.length() > whole.length() && isPart(part, whole);
    }

    private static int allowedSlips(String word) {
        return Math.max(1, word.length() / 3);
    }

    private static String plain(String word) {
        StringBuilder plain = new StringBuilder(word.length());
        for (char character : word.toLowerCase(Locale.ROOT).toCharArray()) {
            if (character != '-' && character != '_' && character != ' ' && character != '.') {
                plain.append(character);
            }
        }
        return plain.toString();
    }

    /** Edit distance of two words: insertions, deletions, substitutions, and transpositions. */
    static int slips(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(left, right, cost, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int cheapest(String left, String right, int[][] cost, int i, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int cheapest = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(cheapest, cost[i - 2][j - 2] + 1) : cheapest;
    }
}
