package io.github.qisaws.review;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One component of the environment, with its changes.
 *
 * @param name the module block's name; empty for resources outside modules
 * @param title readable name, from the contract
 * @param headline effect of the changes on users and data, in short sentences; may be empty
 * @param items the resources that change, most severe change first
 * @param uses names of the components whose outputs it uses
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
