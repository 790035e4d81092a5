package dev.ducksheet.core.imports;

import java.util.Optional;

/**
 * How a file of separated values is written, as far as it is said; what is not said is read off the file.
 *
 * @param delimiter one character between cells
 * @param quote one character around cells that contain others; empty text if there is none
 * @param header whether the first record names the columns
 * @param charset in which the bytes are text, such as {@code utf-16} or {@code windows-1252}
 */
public record Dialect(
        Optional<String> delimiter, Optional<String> quote, Optional<Boolean> header, Optional<String> charset) {
    /** Refuses what is no character. */
    public Dialect {
        delimiter.ifPresent(it -> require(it.length() == 1 && !"\r\n".contains(it), "delimiter", it));
        quote.ifPresent(it -> require(it.length() <= 1 && !"\r\n".contains(it), "quote", it));
    }

    private static void require(boolean condition, String what, String value) {
        if (!condition) {
            throw new IllegalArgumentException("the " + what + " is one character, not '" + value + "'");
        }
    }

    /** Returns a dialect of which all is read off the file. */
    public static Dialect sniffed() {
        return new Dialect(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
