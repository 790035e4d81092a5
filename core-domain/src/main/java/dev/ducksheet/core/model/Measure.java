package dev.ducksheet.core.model;

/** A sum in a rollup; {@code column} is the numeric column of the base table that it adds up. */
public record Measure(String name, String column) {
    /** Refuses a measure without a name. */
    public Measure {
        Names.check("measure", name);
    }
}
