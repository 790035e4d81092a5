package dev.ducksheet.core.model;

import java.util.Locale;
import java.util.Optional;

/** What every name in a workbook must be. */
public final class Names {
    private static final int MAX_LENGTH = 255;

    private Names() {}

    static void check(String kind, String name) {
        if (isNone(name)) {
            throw new IllegalArgumentException(
                    "a " + kind + " needs a name that is neither blank nor has NULs: '" + name + "'");
        }
    }

    private static boolean isNone(String name) {
        return name.isBlank() || name.indexOf('\0') >= 0;
    }

    /** Returns why nothing new may have that name, which is more than what is there already must keep; or nothing. */
    public static Optional<String> objection(String name) {
        if (isNone(name)) {
            return Optional.of("is blank or has a NUL; give a name");
        }
        if (name.length() > MAX_LENGTH) {
            return Optional.of("has " + name.length() + " characters; " + MAX_LENGTH + " are the most");
        }
        if (name.codePoints()
                .anyMatch(it -> Character.getType(it) == Character.SURROGATE || Character.isISOControl(it))) {
            return Optional.of("has control characters or half a character; leave them out");
        }
        if (!name.equals(name.strip())) {
            return Optional.of("begins or ends with a blank; strip it");
        }
        return fold(name).equals(Table.ROW_ID.name())
                ? Optional.of("is kept for the numbers of rows; choose another")
                : Optional.empty();
    }

    /** Returns what two names have in common that the engine cannot tell apart. */
    public static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
