package dev.ducksheet.core.model;

/**
 * What a rollup shows of a column of its base table.
 *
 * @param aggregate what is made of the column's cells
 * @param column of the base table
 */
public record Measure(String name, Aggregate aggregate, String column) {
    /** Refuses a measure without a name. */
    public Measure {
        Names.check("measure", name);
    }

    /** Makes a sum of the numeric column {@code column}. */
    public Measure(String name, String column) {
        this(name, Aggregate.SUM, column);
    }

    /** Says whether this is a sum, the one kind that can be edited: the leaves share out what it is set to. */
    public boolean isEditable() {
        return aggregate == Aggregate.SUM;
    }
}
