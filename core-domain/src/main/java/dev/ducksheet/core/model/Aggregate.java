package dev.ducksheet.core.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of several cells that one cell of a pivot shows; empty cells do not count. */
public enum Aggregate {
    /** Their sum. */
    SUM,
    /** Their number. */
    COUNT,
    /** The least of them. */
    MIN,
    /** The greatest of them. */
    MAX,
    /** Their mean, as a DOUBLE. */
    AVG;

    /** Returns the aggregate of that name on the wire. */
    public static Optional<Aggregate> named(String name) {
        return Arrays.stream(values())
                .filter(it -> it.wireName().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** Returns the names on the wire, for a message. */
    public static String names() {
        return Arrays.stream(values()).map(Aggregate::wireName).collect(Collectors.joining(", "));
    }

    /** Returns the name on the wire, which is also SQL's. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the type of the aggregate of cells of a type; nothing if they have none. */
    public Optional<ColumnType> of(ColumnType type) {
        return switch (this) {
            case COUNT -> Optional.of(ColumnType.bigint());
            case SUM -> Optional.of(type.summed()).filter(it -> type.isNumeric());
            case AVG -> Optional.<ColumnType>of(ColumnType.Simple.DOUBLE).filter(it -> type.isNumeric());
            case MIN, MAX -> Optional.of(type).filter(it -> !(type instanceof ColumnType.Opaque));
        };
    }
}
