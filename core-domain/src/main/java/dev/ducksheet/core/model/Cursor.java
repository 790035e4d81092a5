package dev.ducksheet.core.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in one history of a workbook, written {@code <epoch>-<version>}.
 *
 * @param epoch names the history; it changes when a snapshot is restored, so that versions of two
 *     histories are never taken for each other
 */
public record Cursor(String epoch, Version version) {
    private static final Pattern EPOCH = Pattern.compile("[a-z0-9]{1,32}");
    private static final Pattern TEXT = Pattern.compile("([a-z0-9]{1,32})-(0|[1-9][0-9]{0,17})");

    /** Refuses an epoch that could not be read back. */
    public Cursor {
        if (!EPOCH.matcher(epoch).matches()) {
            throw new IllegalArgumentException("an epoch is 1 to 32 small letters and digits: '" + epoch + "'");
        }
    }

    /** Reads what {@link #toString} writes. */
    public static Optional<Cursor> parse(String text) {
        var match = TEXT.matcher(text);
        return match.matches()
                ? Optional.of(new Cursor(match.group(1), new Version(Long.parseLong(match.group(2)))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return epoch + "-" + version;
    }
}
