package dev.ducksheet.core.model;

/** One step of a rollup's hierarchy, such as brand; {@code source} is the column that names the nodes. */
public record Level(String name, ColumnRef source) {
    /** Refuses a level without a name. */
    public Level {
        Names.check("level", name);
    }
}
