package dev.ducksheet.http.access;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How many requests each key may send.
 *
 * @param requests in each window; 0 for as many as it likes
 * @param window at least a second
 */
public record RateLimit(int requests, Duration window) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})/([1-9][0-9]{0,4})");

    /** Nobody is limited. */
    public static final RateLimit OFF = new RateLimit(0, Duration.ofSeconds(1));

    /**
     * Reads {@code off}, or requests and seconds such as {@code 600/60}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static RateLimit parse(String text) {
        if (text.equals("off")) {
            return OFF;
        }
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "a rate limit is off, or requests and seconds such as 600/60, not " + text);
        }
        return new RateLimit(Integer.parseInt(match.group(1)), Duration.ofSeconds(Long.parseLong(match.group(2))));
    }

    boolean isOff() {
        return requests == 0;
    }
}
