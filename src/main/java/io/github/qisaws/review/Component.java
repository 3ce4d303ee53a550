package io.github.qisaws.review;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One component of the environment and what the plan does to it.
 *
 * @param name the module block's name; empty for resources outside modules
 * @param title in a person's words, from the contract
 * @param headline what happens to it, in one or two sentences
 * @param items the resources to which something happens, heaviest first
 * @param uses names of the components that it takes values from
 */
public record Component(
        String name, String title, String headline, Counts counts, List<Item> items, SortedSet<String> uses) {

    public Component {
        items = List.copyOf(items);
        uses = new TreeSet<>(uses);
    }

    public boolean isTouched() {
        return !items.isEmpty();
    }
}
