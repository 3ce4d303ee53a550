package io.github.qisaws.environment;

import java.util.List;
import java.util.Map;

/**
 * The pipeline that makes the servers' machine image, where an environment has one.
 *
 * @param schedule a cron or rate expression of AWS; empty means on demand only
 * @param container a container image too
 */
public record ImageBuild(Recipe recipe, Spread spread, String schedule, boolean container) {

    /**
     * What is built.
     *
     * @param parent AMI or image ARN to start from; empty means the system's newest
     * @param rootVolume GiB
     */
    public record Recipe(OperatingSystem system, String processor, String parent, int rootVolume) {}

    /** What the servers run. */
    public enum OperatingSystem {
        UBUNTU,
        AMAZON_LINUX
    }

    /**
     * Where good images go beside the environment's own region and account.
     *
     * @param keys region to KMS key
     */
    public record Spread(List<String> regions, List<String> accounts, Map<String, String> keys) {
        public Spread {
            regions = List.copyOf(regions);
            accounts = List.copyOf(accounts);
            keys = Map.copyOf(keys);
        }
    }
}
