package dev.ducksheet.core.model;

/** What every name in a workbook must be. */
final class Names {
    private Names() {}

    static void check(String kind, String name) {
        if (name.isBlank() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a " + kind + " needs a name that is neither blank nor has NULs: '" + name + "'");
        }
    }
}
