package dev.ducksheet.cli;

import java.util.Locale;

/** Numbers of things, in words. */
final class Counts {
    private Counts() {}

    /** Returns {@code 1 row}, {@code 2,000 rows}. */
    static String of(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }
}
