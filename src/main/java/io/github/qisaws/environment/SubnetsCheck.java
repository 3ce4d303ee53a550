package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Member;
import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.List;
import java.util.Optional;

/** Checks that all subnets fit into the VPC: one per zone, or three in the tiered layout. */
final class SubnetsCheck implements ValueCheck {
    private static final int TIERS = 3;
    private static final int LONGEST_PREFIX = 27;

    @Override
    public void judge(Values values, Findings findings) {
        if (Derived.hasNetwork(values)) {
            return;
        }
        Optional<CidrBlock> vpc = values.find(NetworkKeys.CIDR).flatMap(CidrBlock::parse);
        Optional<Integer> prefix = values.find(NetworkKeys.SUBNET_PREFIX);
        Optional<List<String>> zones = Derived.zones(values);
        if (vpc.isPresent() && prefix.isPresent() && zones.isPresent() && isLayoutKnown(values)) {
            int subnets = zones.get().size() * (Derived.isTiered(values) ? TIERS : 1);
            int extraBits = prefix.get() - vpc.get().prefix();
            int fit = extraBits < 0 ? 0 : 1 << extraBits;
            if (fit < subnets) {
                Member culprit =
                        values.isGiven(NetworkKeys.SUBNET_PREFIX) ? NetworkKeys.SUBNET_PREFIX : NetworkKeys.CIDR;
                findings.add(culprit, message(vpc.get(), prefix.get(), subnets, fit));
            }
        }
    }

    private static boolean isLayoutKnown(Values values) {
        return Derived.isOpen(values) || Derived.isTiered(values);
    }

    private static String message(CidrBlock vpc, int prefix, int subnets, int fit) {
        int bits = bitsFor(subnets);
        int shortest = vpc.prefix() + bits;
        String wrong = subnets + " subnets of /" + prefix + " are needed, but "
                + (fit == 0 ? "none fits" : fit + " fit") + " into " + vpc;
        String narrower = shortest > LONGEST_PREFIX
                ? ""
                : "subnet-prefix " + shortest + (shortest == LONGEST_PREFIX ? "" : " to " + LONGEST_PREFIX) + ", or ";
        int widest = Math.max(CidrForms.VPC_WIDEST, Math.min(prefix, LONGEST_PREFIX) - bits);
        return Message.of(wrong, "allowed: " + narrower + "a cidr of /" + widest + " or wider");
    }

    private static int bitsFor(int subnets) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(subnets - 1);
    }
}
