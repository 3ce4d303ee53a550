package io.github.qisaws.cost;

import io.github.qisaws.plan.Plan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Change of the monthly cost of an environment by a plan.
 *
 * @param unknown items without a price, before or after the plan but not both
 * @param date date of the prices
 */
public record MonthlyChange(Amounts difference, SortedSet<String> unknown, LocalDate date) {
    public MonthlyChange {
        unknown = new TreeSet<>(unknown);
    }

    public static MonthlyChange of(Plan plan, Prices prices, Estimate.Setting setting) {
        Estimate before = Estimate.of(plan, prices, setting, Side.BEFORE);
        Estimate after = Estimate.of(plan, prices, setting, Side.AFTER);
        // An item that has no price before and after does not change the known difference.
        SortedSet<String> unknown = new TreeSet<>(after.unknown());
        unknown.removeAll(before.unknown());
        SortedSet<String> gone = new TreeSet<>(before.unknown());
        gone.removeAll(after.unknown());
        unknown.addAll(gone);
        unknown.removeIf(each -> each.startsWith(Estimate.COUNTED_ON_DEMAND));
        return new MonthlyChange(after.total().minus(before.total()).plain(), unknown, prices.date());
    }

    /** The amount with its conditions, without a period, such as {@code +$30.37/month (on demand, ...)}. */
    public String sentence() {
        String amount = difference.onDemand().signum() == 0 && difference.most().signum() == 0
                ? "no change"
                : money(difference.onDemand()) + "/month"
                        + (difference.most().compareTo(difference.onDemand()) == 0
                                ? ""
                                : ", up to " + money(difference.most()) + "/month at maximum scale");
        String without = unknown.isEmpty() ? "" : "; no price for: " + String.join(", ", unknown);
        return amount + " (on demand, prices as of " + date + ", usage-based charges excluded)" + without;
    }

    private static String money(BigDecimal amount) {
        BigDecimal cents = amount.setScale(2, RoundingMode.HALF_UP);
        return (cents.signum() < 0 ? "-$" : "+$") + cents.abs();
    }
}
