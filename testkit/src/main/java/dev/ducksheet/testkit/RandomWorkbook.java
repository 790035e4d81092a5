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
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.core.port.out.WorkbookStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private static final Set<ColumnType> WIDEST = Set.of(new ColumnType.Whole(128), ColumnType.decimal(38, 4));

    /** Of what rollups make their levels. */
    private static final Set<ColumnType> LABELS = Set.of(Simple.TEXT, Simple.BOOLEAN, new ColumnType.Whole(16));

    private static final String FACT = "fact";

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

    /** Draws a workbook whose totals fit 128 bits, beyond which an engine may add up nothing. */
    public static RandomWorkbook drawNarrow(SplittableRandom random) {
        var workbook = draw(random);
        while (workbook.fact().columns().stream().map(Column::type).anyMatch(WIDEST::contains)) {
            workbook = draw(random);
        }
        return workbook;
    }

    /** Returns what a store holds now, so that what comes next can be drawn from it. */
    public static RandomWorkbook of(WorkbookStore store) {
        var catalog = store.catalog();
        var rows = new LinkedHashMap<Table, List<List<CellValue>>>();
        try (var snapshot = store.snapshot()) {
            catalog.tables().forEach(table -> rows.put(table, StoreFixture.rows(snapshot, table)));
        }
        return new RandomWorkbook(
                rows, catalog.rollups().stream().map(Rollup::definition).toList());
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

    /** Returns the table whose rows are the leaves of every rollup; if that is gone, another one. */
    public Table fact() {
        var tables = tables();
        return tables.stream()
                .filter(table -> table.name().equals(FACT))
                .findFirst()
                .orElseGet(() -> tables.get(tables.size() - 1));
    }

    /** Returns the columns of a table that are there to be added up. */
    static List<Column> amounts(Table table) {
        return table.columns().stream()
                .filter(column -> column.type().isNumeric() && !isLabel(column) && !isId(column))
                .toList();
    }

    private static boolean isLabel(Column column) {
        return LABELS.contains(column.type());
    }

    /** Says whether rows are told apart or joined by a column. */
    static boolean isId(Column column) {
        return column.name().equals("id") || column.name().endsWith("_id");
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
        return new Table(FACT, columns, Drawn.one(random, 3) ? List.of() : List.of("id"));
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
        var sources = new ArrayList<>(labels(fact));
        dimensions.stream()
                .filter(dimension -> fact.column(dimension.name() + "_id").isPresent())
                .forEach(dimension -> sources.addAll(labels(dimension)));
        if (sources.isEmpty()) {
            sources.add(new ColumnRef(fact.name(), fact.columns().get(0).name()));
        }
        var chosen = Drawn.some(random, sources, random.nextInt(1, 5));
        var levels = chosen.stream()
                .map(source -> new Level("level " + source, source))
                .toList();
        var joins = new LinkedHashSet<Join>();
        chosen.stream()
                .map(ColumnRef::table)
                .filter(table -> !table.equals(fact.name()))
                .forEach(table -> joins.add(new Join(table, "id", table + "_id")));
        var axes = axes(random, fact);
        var rollup = new RollupDefinition(name, fact.name(), List.copyOf(joins), levels, axes, measures(random, fact));
        return random.nextBoolean() ? rollup : rollup.showing(groupingSets(random, rollup));
    }

    private static List<ColumnRef> labels(Table table) {
        return table.columns().stream()
                .filter(RandomWorkbook::isLabel)
                .map(column -> new ColumnRef(table.name(), column.name()))
                .toList();
    }

    private static List<Measure> measures(SplittableRandom random, Table fact) {
        var exact = amounts(fact).stream()
                .filter(column -> column.type().isExact())
                .map(Column::name)
                .toList();
        var measures = new ArrayList<Measure>();
        for (var column : Drawn.some(random, exact, random.nextInt(1, 3))) {
            measures.add(new Measure(measures.isEmpty() ? "total" : "other total", column));
        }
        if (measures.isEmpty() || random.nextBoolean()) {
            measures.addAll(Drawn.some(random, others(fact), random.nextInt(1, 4)));
        }
        return measures;
    }

    /** Returns every measure but sums. */
    private static List<Measure> others(Table fact) {
        var measures = new ArrayList<Measure>();
        for (var column : fact.columns()) {
            for (var aggregate : Aggregate.values()) {
                boolean adds = aggregate.addsUp() && !column.type().isExact();
                if (aggregate != Aggregate.SUM
                        && !adds
                        && aggregate.objection(column.type()).isEmpty()) {
                    measures.add(new Measure(aggregate.wireName() + " of " + column.name(), aggregate, column.name()));
                }
            }
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

    private static List<Axis> axes(SplittableRandom random, Table fact) {
        var parts = Axis.Part.values();
        var candidates = new ArrayList<Axis>();
        for (var column : fact.columns()) {
            if (column.type() == Simple.DATE) {
                candidates.add(axis(fact, column, parts[random.nextInt(parts.length)]));
            } else if (column.type() == Simple.TIMESTAMP) {
                candidates.add(axis(fact, column, parts[random.nextInt(1, parts.length)]));
            } else if (column.name().equals("id")) {
                candidates.add(axis(fact, column, Axis.Part.VALUE));
            }
        }
        return Drawn.some(random, candidates, random.nextInt(3));
    }

    private static Axis axis(Table fact, Column column, Axis.Part part) {
        return new Axis("axis " + column.name(), new ColumnRef(fact.name(), column.name()), part);
    }
}
