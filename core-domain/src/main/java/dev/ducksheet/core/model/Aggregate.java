package dev.ducksheet.core.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a measure makes of the cells of the leaves; empty cells take no part. Only a {@link #SUM} can be edited. */
public enum Aggregate {
    /** The sum; empty if there is nothing to add up. */
    SUM("sum"),
    /** How many cells are not empty. */
    COUNT("number"),
    /** The smallest; empty if there is none. */
    MIN("smallest"),
    /** The largest; empty if there is none. */
    MAX("largest"),
    /** The sum divided by the number, as a DOUBLE: see {@link #shown}; empty if there is nothing to add up. */
    AVG("average");

    /** What may be written for an aggregate, with commas between. */
    public static final String NAMES =
            Stream.of(values()).map(Aggregate::wireName).collect(Collectors.joining(", "));

    private final String noun;

    Aggregate(String noun) {
        this.noun = noun;
    }

    /** Returns the name on the wire, such as {@code sum}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the word for a person: the {@code average} of the prices. */
    public String noun() {
        return noun;
    }

    /** Reads an aggregate's name, in small or capital letters. */
    public static Optional<Aggregate> named(String name) {
        return Stream.of(values())
                .filter(it -> it.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Says whether the cells are added up. */
    public boolean addsUp() {
        return this == SUM || this == AVG;
    }

    /** Says whether one of the cells is picked, so that nobody can tell the next one without looking at all of them. */
    public boolean picks() {
        return this == MIN || this == MAX;
    }

    /** Returns why this cannot be made of a column of that type, or nothing. */
    public Optional<String> objection(ColumnType type) {
        if (addsUp() && !type.isNumeric()) {
            return Optional.of("the " + noun + " is made of numbers");
        }
        boolean ordered = type.isNumeric() || type == ColumnType.Simple.DATE || type == ColumnType.Simple.TIMESTAMP;
        return picks() && !ordered
                ? Optional.of("the " + noun + " is picked from numbers, dates and times")
                : Optional.empty();
    }

    /** Returns the type of what a pivot shows of such cells, which may also pick a text; nothing if there is none. */
    public Optional<ColumnType> of(ColumnType type) {
        boolean picked = picks() && !(type instanceof ColumnType.Opaque);
        return picked || objection(type).isEmpty() ? Optional.of(typeOver(type)) : Optional.empty();
    }

    /** Returns the type in which the total of such cells is kept: see {@link #shown}. */
    public ColumnType typeOfTotal(ColumnType type) {
        if (this == COUNT) {
            return ColumnType.bigint();
        }
        return addsUp() ? type.summed() : type;
    }

    /** Returns the type of what is shown of such cells. */
    public ColumnType typeOver(ColumnType type) {
        return this == AVG ? ColumnType.Simple.DOUBLE : typeOfTotal(type);
    }

    /**
     * Returns what is shown.
     *
     * <p>An average of whole numbers or decimals is the exact sum and the number of cells, both in units of the column's
     * scale and each rounded to the nearest double, the one divided by the other: where neither has more than 53 bits,
     * it is the double nearest to the exact average.
     *
     * @param total the sum for SUM and AVG, the cell that was picked for MIN and MAX; not looked at for COUNT
     * @param count how many cells are not empty
     * @param type of the cells
     */
    public CellValue shown(CellValue total, long count, ColumnType type) {
        return switch (this) {
            case SUM, MIN, MAX -> total;
            case COUNT -> CellValue.of(count);
            case AVG -> average(total, count, type.scale());
        };
    }

    private static CellValue average(CellValue sum, long count, int scale) {
        if (sum instanceof CellValue.Exact exact) {
            double units = exact.number().scaleByPowerOfTen(scale).doubleValue();
            return CellValue.of(units / (count * Double.parseDouble("1e" + scale)));
        }
        return sum instanceof CellValue.Floating floating ? CellValue.of(floating.number() / count) : CellValue.none();
    }
}
