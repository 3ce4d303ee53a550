package io.github.qisaws.text;

import java.util.Locale;

/** Numbers of bytes in messages. */
public final class Size {
    private static final double STEP = 1024;
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    private Size() {}

    /** The number in its largest unit, such as {@code 12.3 GiB}. */
    public static String of(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
