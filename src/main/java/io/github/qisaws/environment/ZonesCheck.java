package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.List;
import java.util.Optional;

/** Checks that the zones exist in a known region, and that data.zone is one of network.zones. */
final class ZonesCheck implements ValueCheck {

    @Override
    public void judge(Values values, Findings findings) {
        if (!Derived.hasNetwork(values)) {
            values.find(Keys.REGION).ifPresent(region -> judgeRegion(region, values, findings));
        }
        Optional<List<String>> zones = Derived.zones(values);
        Optional<String> zone = Derived.dataZone(values);
        if (zones.isPresent() && zone.isPresent() && !zones.get().contains(zone.get())) {
            String all = Derived.hasNetwork(values) ? ExistingKeys.PRIVATE_SUBNETS.path() : NetworkKeys.ZONES.path();
            String wrong = Message.quote(zone.get()) + " is not one of " + all + ", so it has no subnet";
            findings.add(DataKeys.ZONE, Message.of(wrong, Message.oneOf(zones.get())));
        }
    }

    private static void judgeRegion(String region, Values values, Findings findings) {
        Optional<List<String>> known = Regions.zonesOf(region);
        List<String> zones = values.isGiven(NetworkKeys.ZONES)
                ? values.find(NetworkKeys.ZONES).orElse(List.of())
                : List.of();
        for (int i = 0; i < zones.size(); i++) {
            if (known.isPresent() && !known.get().contains(zones.get(i))) {
                String wrong = region + " has no zone " + Message.quote(zones.get(i));
                findings.add(NetworkKeys.ZONES.path() + "[" + i + "]", Message.of(wrong, Message.oneOf(known.get())));
            }
        }
        boolean undecided = !values.isGiven(NetworkKeys.ZONES) || zones.size() > 2;
        if (region.equals(Regions.TWO_OF_THREE) && undecided) {
            String wrong = region + " shows each account only two of its zones a, b, c";
            String fix = "allowed: the two zones of this account; to list them, run aws ec2 describe-availability-zones"
                    + " --region " + region;
            findings.add(NetworkKeys.ZONES, Message.of(wrong, fix));
        }
    }
}
