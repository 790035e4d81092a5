package dev.ducksheet.cli.remote;

import dev.ducksheet.core.model.ColumnType;

/** The types of columns, from the names that they have on the wire. */
final class Types {
    private Types() {}

    static ColumnType named(String name) {
        return ColumnType.named(name).orElseGet(() -> new ColumnType.Opaque(name));
    }
}
