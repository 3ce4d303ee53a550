package io.github.qisaws.cost;

import io.github.qisaws.environment.Environment;
import io.github.qisaws.plan.Change;
import io.github.qisaws.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Monthly cost of an environment.
 *
 * @param components amounts by component; the name is empty for resources outside modules
 * @param lines the items with a price
 * @param unknown charges without a known amount, which are not zero
 * @param byUse usage-based charges, which no amount includes
 */
public record Estimate(
        SortedMap<String, Amounts> components, List<Line> lines, SortedSet<String> unknown, SortedSet<String> byUse) {

    /** Start of the text about an item that has only an on-demand price. */
    static final String COUNTED_ON_DEMAND = "reserved price of ";

    public Estimate {
        components = new TreeMap<>(components);
        lines = List.copyOf(lines);
        unknown = new TreeSet<>(unknown);
        byUse = new TreeSet<>(byUse);
    }

    /** One priced item of a resource. */
    public record Line(String component, String address, String item, Amounts amounts) {}

    /**
     * Location of the resources.
     *
     * @param zones number of availability zones; 0 if unknown
     */
    public record Setting(String region, int zones) {
        public static Setting of(Environment environment) {
            return new Setting(
                    environment.placement().region(),
                    environment.network().zones().size());
        }
    }

    /** Cost after the plan is applied. */
    public static Estimate after(Plan plan, Prices prices, Setting setting) {
        return of(plan, prices, setting, Side.AFTER);
    }

    static Estimate of(Plan plan, Prices prices, Setting setting, Side side) {
        Maker maker = new Maker(prices, setting.region());
        Billing billing = new Billing(plan.changes(), side, setting.zones());
        plan.changes().stream().filter(side::holds).forEach(change -> billing.of(change)
                .forEach(charge -> maker.add(change, charge)));
        return maker.estimate();
    }

    public Amounts total() {
        return components.values().stream()
                .reduce(Amounts.NOTHING, Amounts::plus)
                .plain();
    }

    private static final class Maker {
        private final Prices prices;
        private final String region;
        private final Map<String, Amounts> components = new TreeMap<>();
        private final List<Line> lines = new ArrayList<>();
        private final SortedSet<String> unknown = new TreeSet<>();
        private final SortedSet<String> byUse = new TreeSet<>();

        Maker(Prices prices, String region) {
            this.prices = prices;
            this.region = region;
        }

        void add(Change change, Charge charge) {
            if (charge instanceof Charge.Fixed fixed) {
                fixed(change, fixed);
            } else if (charge instanceof Charge.ByUse use) {
                byUse.add(use.what());
            } else if (charge instanceof Charge.Unknown nobody) {
                unknown.add(nobody.why() + " (" + change.address().text() + ")");
            }
        }

        private void fixed(Change change, Charge.Fixed fixed) {
            Optional<Price> price = prices.find(region, fixed.item());
            if (price.isEmpty()) {
                unknown.add(fixed.item() + " in " + region);
                return;
            }
            if (price.get().reserved().isEmpty() && isReservable(fixed.item())) {
                unknown.add(COUNTED_ON_DEMAND + fixed.item() + " in " + region + " (counted on demand)");
            }
            var more = fixed.most().subtract(fixed.least()).multiply(price.get().monthly());
            var least = fixed.least().multiply(price.get().monthly());
            Amounts amounts =
                    new Amounts(least, fixed.least().multiply(price.get().monthlyReserved()), least.add(more)).plain();
            String component = change.address().component();
            lines.add(new Line(component, change.address().text(), fixed.item(), amounts));
            components.merge(component, amounts, (one, other) -> one.plus(other).plain());
        }

        private static boolean isReservable(String item) {
            return item.startsWith("rds/db.")
                    || item.startsWith("elasticache/")
                    || (item.startsWith("ec2/") && item.contains("."));
        }

        Estimate estimate() {
            return new Estimate(new TreeMap<>(components), lines, unknown, byUse);
        }
    }
}
