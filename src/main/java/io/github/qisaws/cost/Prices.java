package io.github.qisaws.cost;

import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * AWS prices of one day.
 *
 * @param source origin and reliability of the prices
 * @param regions prices by region and item; an item is named {@code ec2/t3.medium} or {@code ebs/gp3}, for example
 */
public record Prices(LocalDate date, String source, SortedMap<String, SortedMap<String, Price>> regions) {
    public Prices {
        regions = new TreeMap<>(regions);
    }

    public Optional<Price> find(String region, String item) {
        return Optional.ofNullable(regions.getOrDefault(region, new TreeMap<>()).get(item));
    }
}
