package io.github.qisaws.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pairs the elements of an old and a new list: equal ones first, then the rest in order. */
final class Pairs {
    private Pairs() {}

    /** Positions of two paired elements; -1 for a missing element. */
    record Pair(int before, int after) {}

    static List<Pair> of(JsonNode before, JsonNode after, JsonNode unknown) {
        int newSize = Math.max(after.isArray() ? after.size() : 0, unknown.isArray() ? unknown.size() : 0);
        if (before.equals(after)) {
            return inOrder(positions(before), positions(newSize));
        }
        Map<JsonNode, Deque<Integer>> old = new HashMap<>();
        for (int index = 0; index < before.size(); index++) {
            old.computeIfAbsent(before.get(index), node -> new ArrayDeque<>()).add(index);
        }
        List<Pair> pairs = new ArrayList<>();
        List<Integer> fresh = new ArrayList<>();
        for (int index = 0; index < newSize; index++) {
            Deque<Integer> equal = old.get(after.path(index));
            if (equal == null || equal.isEmpty()) {
                fresh.add(index);
            } else {
                pairs.add(new Pair(equal.removeFirst(), index));
            }
        }
        List<Integer> left =
                old.values().stream().flatMap(Deque::stream).sorted().toList();
        pairs.addAll(inOrder(left, fresh));
        return pairs;
    }

    private static List<Integer> positions(JsonNode list) {
        return positions(list.isArray() ? list.size() : 0);
    }

    private static List<Integer> positions(int size) {
        List<Integer> all = new ArrayList<>(size);
        for (int index = 0; index < size; index++) {
            all.add(index);
        }
        return all;
    }

    private static List<Pair> inOrder(List<Integer> before, List<Integer> after) {
        List<Pair> pairs = new ArrayList<>();
        for (int index = 0; index < Math.max(before.size(), after.size()); index++) {
            pairs.add(new Pair(
                    index < before.size() ? before.get(index) : -1, index < after.size() ? after.get(index) : -1));
        }
        return pairs;
    }
}
