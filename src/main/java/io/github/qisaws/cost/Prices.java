package io.github.qisaws.cost;

import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Prices of one day.
 *
 * @param source where they come from, and how far they can be trusted
 * @param regions region to item to price; items are called such as {@code ec2/t3.medium} or {@code ebs/gp3}
 */
public record Prices(LocalDate date, String source, SortedMap<String, SortedMap<String, Price>> regions) {
    public Prices {
        regions = new TreeMap<>(regions);
    }

    public Optional<Price> find(String region, String item) {
        return Optional.ofNullable(regions.getOrDefault(region, new TreeMap<>()).get(item));
    }
}
