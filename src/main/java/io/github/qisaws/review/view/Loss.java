package io.github.qisaws.review.view;

import io.github.qisaws.review.Component;
import io.github.qisaws.review.Item;

/** Whether a stateful resource is destroyed or removed from state. */
final class Loss {
    private Loss() {}

    static boolean of(Component component) {
        return component.items().stream().anyMatch(Loss::of);
    }

    static boolean of(Item item) {
        return item.loss().isPresent() && item.change().action().removes();
    }
}
