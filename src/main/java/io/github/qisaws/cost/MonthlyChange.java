package io.github.qisaws.cost;

import io.github.qisaws.plan.Plan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * By how much a plan changes what an environment costs a month.
 *
 * @param unknown what the plan makes or had and has no price
 * @param date of the prices
 */
public record MonthlyChange(Amounts difference, SortedSet<String> unknown, LocalDate date) {
    public MonthlyChange {
        unknown = new TreeSet<>(unknown);
    }

    public static MonthlyChange of(Plan plan, Prices prices, Estimate.Setting setting) {
        Estimate before = Estimate.of(plan, prices, setting, Side.BEFORE);
        Estimate after = Estimate.of(plan, prices, setting, Side.AFTER);
        // What is unknown before and after alike changes nothing that could be told.
        SortedSet<String> unknown = new TreeSet<>(after.unknown());
        unknown.removeAll(before.unknown());
        SortedSet<String> gone = new TreeSet<>(before.unknown());
        gone.removeAll(after.unknown());
        unknown.addAll(gone);
        unknown.removeIf(each -> each.startsWith(Estimate.COUNTED_ON_DEMAND));
        return new MonthlyChange(after.total().minus(before.total()).plain(), unknown, prices.date());
    }

    /** One sentence, such as: about +$30.37 a month. */
    public String sentence() {
        String amount = difference.onDemand().signum() == 0 && difference.most().signum() == 0
                ? "no difference in fixed prices"
                : "about " + money(difference.onDemand()) + " a month"
                        + (difference.most().compareTo(difference.onDemand()) == 0
                                ? ""
                                : ", up to " + money(difference.most()) + " with the whole fleet");
        String without = unknown.isEmpty() ? "" : "; unknown: " + String.join(", ", unknown);
        return amount + " (on demand, prices of " + date + ", without what is billed by use)" + without;
    }

    private static String money(BigDecimal amount) {
        BigDecimal cents = amount.setScale(2, RoundingMode.HALF_UP);
        return (cents.signum() < 0 ? "-$" : "+$") + cents.abs();
    }
}
