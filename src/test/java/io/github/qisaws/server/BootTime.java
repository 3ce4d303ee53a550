package io.github.qisaws.server;

import java.time.Duration;
import java.util.Arrays;

/**
 * Measures the seconds from power-on of a whole two-server deployment (blank volumes, no secret, no schema) to its first
 * image; the original slept 300 s before it restarted Apache. Run by src/bench/server-boot.sh.
 */
final class BootTime {
    private static final int ORIGINAL_SLEEP = 300;

    private BootTime() {}

    public static void main(String[] arguments) {
        int times = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        double[] seconds = new double[times];
        for (int i = 0; i < times; i++) {
            seconds[i] = measure();
            System.out.printf("boot to first image: %.1f s%n", seconds[i]);
        }
        Arrays.sort(seconds);
        System.out.printf(
                "minimum %.1f s, median %.1f s, maximum %.1f s; the original slept %d s%n",
                seconds[0], seconds[times / 2], seconds[times - 1], ORIGINAL_SLEEP);
    }

    private static double measure() {
        try (Lab lab = Lab.open()) {
            Machine web = lab.machine("web1", 21).role(Roles.web());
            Machine data = lab.machine("data", 10).role(Roles.data(lab));
            long begun = System.nanoTime();
            web.boot();
            data.boot();
            String image = "http://" + web.address() + "/image?src=qis-health/probe.png&width=9";
            Waiting.until(
                    "the first image",
                    Duration.ofSeconds(ORIGINAL_SLEEP),
                    () -> lab.curl("-s", "-f", "-o", "/dev/null", image).succeeded(),
                    web::journal);
            return (System.nanoTime() - begun) / 1e9;
        }
    }
}
