package dev.ducksheet.bench;

import java.io.PrintStream;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Prints results as Markdown tables. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void title(String title) {
        out.printf("%n## %s%n%n", title);
    }

    void head(String... columns) {
        out.println("| " + String.join(" | ", columns) + " |");
        out.println("|" + "---|".repeat(columns.length));
    }

    void row(Object... cells) {
        var row = new StringBuilder("|");
        for (var cell : cells) {
            row.append(' ').append(cell).append(" |");
        }
        out.println(row);
    }

    void note(String text) {
        out.println();
        out.println(text);
    }

    /** Formats a median with the least and the most beside it. */
    static String millis(Timing timing) {
        return format("%.1f ms (%.1f to %.1f)", timing.medianMillis(), timing.leastMillis(), timing.mostMillis());
    }

    /** Formats a percentile of a histogram of nanoseconds. */
    static String millis(Histogram histogram, double percentile) {
        return format("%.2f ms", histogram.getValueAtPercentile(percentile) / 1e6);
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
