package dev.ducksheet.core.edit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How rows of a file meet those of a table. Of two rows of the file with one key the later counts, whole.
 *
 * @param mode what becomes of rows that are there
 * @param key the columns by which a row of the file is one of the table; empty if every row of the file is a new one
 * @param ignoresCase whether texts of the key are the same in small and capital letters; a row that is there keeps its
 *     spelling of the key
 * @param misfits what becomes of rows that do not fit
 */
public record Merging(Mode mode, List<String> key, boolean ignoresCase, Misfits misfits) {

    /** What becomes of rows that are there; {@link #wireName} is stable. */
    public enum Mode {
        /** They stay as they are, and a row of the file with the key of one of them is a misfit. */
        INSERT,
        /** Those of a key in the file take its cells. Columns that the file does not bring stay. */
        UPSERT,
        /** As for {@link #UPSERT}, and those whose key no row of the file has go, one that does not fit included. */
        REPLACE;

        /** Returns the name on the wire. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads what {@link #wireName} writes. */
        public static Optional<Mode> named(String name) {
            return Arrays.stream(values())
                    .filter(mode -> mode.wireName().equals(name))
                    .findFirst();
        }

        /** Returns the mode of a file of that key for which none is said. */
        public static Mode byDefault(List<String> key) {
            return key.isEmpty() ? INSERT : UPSERT;
        }
    }

    /** What becomes of rows that do not fit. */
    public enum Misfits {
        /** They are left out and can be looked up. */
        LEFT_OUT,
        /** One of them, and nothing is merged. */
        REFUSED;

        /** Returns what becomes of them if that is not said: who replaces rows wants all of the others. */
        public static Misfits byDefault(Mode mode) {
            return mode == Mode.REPLACE ? REFUSED : LEFT_OUT;
        }
    }

    /** Refuses what contradicts itself. */
    public Merging {
        key = List.copyOf(key);
        if (key.isEmpty() && mode == Mode.UPSERT) {
            throw new IllegalArgumentException("an upsert needs a key");
        }
    }
}
