package dev.ducksheet.testkit;

import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.WorkbookLoader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A small workbook that was drawn: a table {@code fact}, dimension tables {@code dim1} and {@code dim2} with gaps, and
 * rollups over them of one to four levels and up to two axes, with grouping sets and measures of all kinds. Rollups add
 * up exact columns only, since the sum of doubles depends on their order.
 *
 * @param rows of each table
 */
public record RandomWorkbook(Map<Table, List<List<CellValue>>> rows, List<RollupDefinition> rollups) {
    private static final List<ColumnType> EXACT = List.of(
            ColumnType.bigint(),
            ColumnType.integer(),
            new ColumnType.Whole(8),
            new ColumnType.Whole(128),
            ColumnType.decimal(18, 2),
            ColumnType.decimal(38, 4),
            ColumnType.decimal(4, 1));

    /** Draws a workbook. */
    public static RandomWorkbook draw(SplittableRandom random) {
        var rows = new LinkedHashMap<Table, List<List<CellValue>>>();
        var dimensions = IntStream.rangeClosed(1, random.nextInt(3))
                .mapToObj(i -> dimension(random, i))
                .toList();
        for (var dimension : dimensions) {
            rows.put(dimension, keyed(random, dimension, random.nextInt(1, 6)));
        }
        var fact = fact(random, dimensions);
        rows.put(fact, keyed(random, fact, random.nextInt(0, 25)));
        var rollups = IntStream.rangeClosed(1, random.nextInt(1, 3))
                .mapToObj(i -> rollup(random, "rollup " + i, fact, dimensions))
                .toList();
        return new RandomWorkbook(rows, rollups);
    }

    /** Loads it. */
    public void load(WorkbookLoader loader) {
        rows.forEach((table, cells) -> loader.create(table, cells.iterator()));
        rollups.forEach(loader::define);
    }

    /** Returns the tables. */
    public List<Table> tables() {
        return List.copyOf(rows.keySet());
    }

    /** Returns the table whose rows are the leaves of every rollup. */
    public Table fact() {
        return tables().get(tables().size() - 1);
    }

    private static Table dimension(SplittableRandom random, int number) {
        var columns = new ArrayList<Column>();
        columns.add(new Column("id", ColumnType.integer(), false));
        for (int i = 1; i <= random.nextInt(1, 4); i++) {
            columns.add(Column.of("text " + number + i, Simple.TEXT));
        }
        columns.add(Column.of("size", ColumnType.integer()));
        return new Table("dim" + number, columns, List.of("id"));
    }

    private static Table fact(SplittableRandom random, List<Table> dimensions) {
        var columns = new ArrayList<Column>();
        columns.add(new Column("id", ColumnType.integer(), false));
        dimensions.forEach(dimension -> columns.add(Column.of(dimension.name() + "_id", ColumnType.integer())));
        columns.add(Column.of("note", Simple.TEXT));
        columns.add(Column.of("kind \"k\"", Simple.TEXT));
        columns.add(Column.of("code", new ColumnType.Whole(16)));
        columns.add(Column.of("yes", Simple.BOOLEAN));
        columns.add(Column.of("day", Simple.DATE));
        columns.add(Column.of("at", Simple.TIMESTAMP));
        columns.add(Column.of("real", Simple.DOUBLE));
        columns.add(Column.of("m1", Drawn.of(random, EXACT)));
        columns.add(Column.of("m2", Drawn.of(random, EXACT)));
        return new Table("fact", columns, Drawn.one(random, 3) ? List.of() : List.of("id"));
    }

    private static List<List<CellValue>> keyed(SplittableRandom random, Table table, int count) {
        var ids = Drawn.some(random, IntStream.rangeClosed(1, count + 2).boxed().toList(), count);
        return ids.stream().map(id -> row(random, table, id)).toList();
    }

    private static List<CellValue> row(SplittableRandom random, Table table, int id) {
        var cells = new ArrayList<CellValue>();
        for (var column : table.columns()) {
            if (column.name().equals("id")) {
                cells.add(CellValue.of(id));
            } else if (column.name().endsWith("_id")) {
                cells.add(Drawn.one(random, 8) ? CellValue.none() : CellValue.of(random.nextInt(1, 8)));
            } else {
                cells.add(Drawn.cellOrEmpty(random, column.type(), 7));
            }
        }
        return cells;
    }

    /** Draws a rollup over these tables. */
    RollupDefinition drawRollup(SplittableRandom random, String name) {
        var dimensions = tables().stream().filter(it -> !it.equals(fact())).toList();
        return rollup(random, name, fact(), dimensions);
    }

    private static RollupDefinition rollup(SplittableRandom random, String name, Table fact, List<Table> dimensions) {
        var sources = new ArrayList<ColumnRef>();
        for (var column : List.of("note", "kind \"k\"", "code", "yes")) {
            sources.add(new ColumnRef(fact.name(), column));
        }
        dimensions.forEach(dimension -> dimension.columns().stream()
                .filter(column -> column.name().startsWith("text"))
                .forEach(column -> sources.add(new ColumnRef(dimension.name(), column.name()))));
        var chosen = Drawn.some(random, sources, random.nextInt(1, 5));
        var levels = chosen.stream()
                .map(source -> new Level("level " + source, source))
                .toList();
        var joins = new LinkedHashSet<Join>();
        chosen.stream()
                .map(ColumnRef::table)
                .filter(table -> !table.equals(fact.name()))
                .forEach(table -> joins.add(new Join(table, "id", table + "_id")));
        var axes = axes(random, fact.name());
        var rollup = new RollupDefinition(name, fact.name(), List.copyOf(joins), levels, axes, measures(random));
        return random.nextBoolean() ? rollup : rollup.showing(groupingSets(random, rollup));
    }

    private static List<Measure> measures(SplittableRandom random) {
        var measures = new ArrayList<>(List.of(new Measure("total", "m1")));
        if (random.nextBoolean()) {
            measures.add(new Measure("m2", "m2"));
        }
        if (random.nextBoolean()) {
            var others = List.of(
                    new Measure("average", Aggregate.AVG, "m1"),
                    new Measure("count", Aggregate.COUNT, "m2"),
                    new Measure("notes", Aggregate.COUNT, "note"),
                    new Measure("least", Aggregate.MIN, "m1"),
                    new Measure("least real", Aggregate.MIN, "real"),
                    new Measure("first day", Aggregate.MIN, "day"),
                    new Measure("most", Aggregate.MAX, "m2"),
                    new Measure("last", Aggregate.MAX, "at"));
            measures.addAll(Drawn.some(random, others, random.nextInt(1, 4)));
        }
        return measures;
    }

    /** Draws some of the prefixes of the levels with some of the axes, so that each level and axis is shown. */
    private static List<List<String>> groupingSets(SplittableRandom random, RollupDefinition rollup) {
        var levels = rollup.levels().stream().map(Level::name).toList();
        var axes = rollup.axes().stream().map(Axis::name).toList();
        var sets = new LinkedHashSet<List<String>>();
        sets.add(groupingSet(levels, Drawn.some(random, axes, random.nextInt(axes.size() + 1)), axes));
        for (int i = 0; i < random.nextInt(4); i++) {
            var prefix = levels.subList(0, random.nextInt(levels.size() + 1));
            sets.add(groupingSet(prefix, Drawn.some(random, axes, random.nextInt(axes.size() + 1)), axes));
        }
        if (!axes.stream().allMatch(axis -> sets.stream().anyMatch(set -> set.contains(axis)))) {
            sets.add(groupingSet(levels.subList(0, random.nextInt(levels.size() + 1)), axes, axes));
        }
        return List.copyOf(sets);
    }

    private static List<String> groupingSet(List<String> levels, List<String> shown, List<String> axes) {
        return Stream.concat(levels.stream(), axes.stream().filter(shown::contains))
                .toList();
    }

    private static List<Axis> axes(SplittableRandom random, String fact) {
        var parts = Axis.Part.values();
        var candidates = List.of(
                new Axis("axis day", new ColumnRef(fact, "day"), parts[random.nextInt(parts.length)]),
                new Axis("axis at", new ColumnRef(fact, "at"), parts[random.nextInt(1, parts.length)]),
                new Axis("axis id", new ColumnRef(fact, "id"), Axis.Part.VALUE));
        return Drawn.some(random, candidates, random.nextInt(3));
    }
}
