package dev.ducksheet.testkit;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.spread.SpreadMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws what users do to a {@link RandomWorkbook}: plain sets, additions, multiplications and spreads of every method,
 * on tables and rollups, with expectations right and wrong, holds placed and lifted, keys used again, and requests that
 * are to be refused. Literals come from the rows as they were loaded.
 */
public final class RandomSteps {
    /** One thing that a user does. */
    public sealed interface Step {
        /** Edits a cell or a total. */
        record Edit(CellUpdate update) implements Step {}

        /** Places a hold. */
        record Place(String sheet, String column, Condition condition, String editor) implements Step {}

        /**
         * Lifts a hold.
         *
         * @param placed which of those placed so far, counted from 0; there may be fewer
         */
        record Lift(int placed, String editor) implements Step {}
    }

    private static final List<String> EDITORS = List.of(CellUpdate.ANONYMOUS, "ann", "bob");

    private final SplittableRandom random;
    private final RandomWorkbook workbook;
    private final List<Rollup> rollups;
    private final Map<String, List<List<CellValue>>> rows = new LinkedHashMap<>();

    private RandomSteps(SplittableRandom random, RandomWorkbook workbook) {
        this.random = random;
        this.workbook = workbook;
        try (var twin = new InMemoryWorkbookStore()) {
            workbook.load(twin);
            rollups = twin.catalog().rollups();
            try (var snapshot = twin.snapshot()) {
                rollups.forEach(rollup -> rows.put(rollup.name(), StoreFixture.rows(snapshot, rollup)));
            }
        }
        workbook.rows().forEach((table, cells) -> rows.put(table.name(), cells));
    }

    /** Draws so many steps. */
    public static List<Step> draw(SplittableRandom random, RandomWorkbook workbook, int count) {
        var steps = new RandomSteps(random, workbook);
        return IntStream.range(0, count).mapToObj(i -> steps.next()).toList();
    }

    private Step next() {
        return switch (random.nextInt(20)) {
            case 0 -> place();
            case 1 -> new Step.Lift(random.nextInt(3), editor());
            case 2 -> new Step.Edit(dressed(wrong()));
            case 3, 4, 5, 6, 7 -> new Step.Edit(dressed(ofNode()));
            case 8, 9, 10 -> new Step.Edit(dressed(spreadOfRows()));
            default -> new Step.Edit(dressed(plain()));
        };
    }

    private String editor() {
        return Drawn.of(random, EDITORS);
    }

    private Step place() {
        if (!rollups.isEmpty() && random.nextBoolean()) {
            var rollup = Drawn.of(random, rollups);
            return new Step.Place(
                    rollup.name(), Drawn.of(random, rollup.measures()).name(), address(rollup), editor());
        }
        var fact = workbook.fact();
        return new Step.Place(fact.name(), amount(fact).name(), rowsOf(fact), editor());
    }

    private CellUpdate plain() {
        var table = Drawn.one(random, 5) ? Drawn.of(random, workbook.tables()) : workbook.fact();
        var column = Drawn.of(random, table.columns());
        return CellUpdate.of(table.name(), column.name(), operation(column.type()), rowsOf(table));
    }

    /** Draws a column to be spread: mostly one that can be. */
    private Column amount(Table table) {
        var amounts = RandomWorkbook.amounts(table);
        return Drawn.of(random, amounts.isEmpty() || Drawn.one(random, 10) ? table.columns() : amounts);
    }

    private CellUpdate spreadOfRows() {
        var fact = workbook.fact();
        var column = amount(fact);
        return CellUpdate.of(fact.name(), column.name(), operation(column.type().summed()), rowsOf(fact))
                .spread(spread(fact, fact.columns(), rows.getOrDefault(fact.name(), List.of())));
    }

    private CellUpdate ofNode() {
        if (rollups.isEmpty()) {
            return plain();
        }
        var rollup = Drawn.of(random, rollups);
        var measure = Drawn.of(random, rollup.measures());
        var type = rollup.base().column(measure.column()).orElseThrow().type();
        var update = CellUpdate.of(rollup.name(), measure.name(), operation(type.summed()), address(rollup));
        int levels = rollup.levels().size();
        return random.nextBoolean()
                ? update
                : update.spread(spread(
                        rollup.base(),
                        rollup.columns().subList(0, levels),
                        rows.getOrDefault(rollup.name(), List.of()).stream()
                                .map(row -> row.subList(0, levels))
                                .toList()));
    }

    private Spreading spread(Table base, List<Column> columns, List<List<CellValue>> present) {
        var weights = Drawn.one(random, 4)
                ? new Spreading.Weights.FromColumn(amount(base).name())
                : new Spreading.Weights.Own();
        var holds = new ArrayList<Condition>();
        while (Drawn.one(random, 3)) {
            holds.add(RandomConditions.draw(random, columns, present));
        }
        return new Spreading.By(
                Drawn.of(random, List.of(SpreadMethod.values())),
                Drawn.of(random, List.of(Spreading.Over.values())),
                weights,
                holds);
    }

    private Operation operation(ColumnType type) {
        if (!type.isNumeric()) {
            return set(type);
        }
        return switch (random.nextInt(4)) {
            case 0 -> new Operation.Add(Drawn.cell(random, type));
            case 1 ->
                new Operation.Multiply(
                        CellValue.of(Cells.dec(Drawn.of(random, List.of("0", "2", "-1", "0.5", "1.1")))));
            default -> set(type);
        };
    }

    private Operation set(ColumnType type) {
        return new Operation.Set(Drawn.cellOrEmpty(random, type, 12));
    }

    /** Draws which rows: mostly few, by their id. */
    private Condition rowsOf(Table table) {
        var present = rows.getOrDefault(table.name(), List.of());
        if (present.isEmpty() || Drawn.one(random, 2)) {
            return RandomConditions.draw(random, table.columns(), present);
        }
        return Conditions.eq(
                table.columns().get(0).name(), Drawn.of(random, present).get(0));
    }

    /** Draws which node: mostly a row's levels as a prefix, with some of its axes; sometimes anything. */
    private Condition address(Rollup rollup) {
        var present = rows.getOrDefault(rollup.name(), List.of());
        int levels = rollup.levels().size();
        if (present.isEmpty() || Drawn.one(random, 6)) {
            return RandomConditions.draw(
                    random,
                    rollup.columns().subList(0, levels),
                    present.stream().map(row -> row.subList(0, levels)).toList());
        }
        var row = Drawn.of(random, present);
        var pinned = new LinkedHashMap<String, CellValue>();
        int depth = random.nextInt(1, levels + 1);
        for (int i = 0; i < levels + rollup.axes().size(); i++) {
            if (i < depth || (i >= levels && random.nextBoolean()) || Drawn.one(random, 10)) {
                pinned.put(rollup.columns().get(i).name(), row.get(i));
            }
        }
        if (Drawn.one(random, 5)) {
            pinned.put(Rollup.GROUPING_SET_ID, row.get(row.size() - 1));
        }
        return Condition.matching(pinned);
    }

    /** Draws an update with something wrong. */
    private CellUpdate wrong() {
        var fact = workbook.fact();
        var one = new Operation.Set(CellValue.of(1));
        var all = Conditions.anything("id");
        return switch (random.nextInt(rollups.isEmpty() ? 6 : 8)) {
            case 0 -> CellUpdate.of("nowhere", "m1", one, all);
            case 1 -> CellUpdate.of(fact.name(), "nothing", one, all);
            case 2 -> CellUpdate.of(fact.name(), "m1", one, Conditions.eq("nothing", 1));
            case 3 -> CellUpdate.of(fact.name(), "m1", new Operation.Set(CellValue.of("many")), all);
            case 4 -> CellUpdate.of(fact.name(), "code", new Operation.Set(CellValue.of(70_000)), all);
            case 5 -> CellUpdate.of(fact.name(), "id", new Operation.Set(CellValue.none()), all);
            default -> ofNoMeasure(Drawn.of(random, rollups), one);
        };
    }

    private CellUpdate ofNoMeasure(Rollup rollup, Operation operation) {
        var column = random.nextBoolean()
                ? Rollup.GROUPING_SET_ID
                : rollup.levels().get(0).name();
        return CellUpdate.of(rollup.name(), column, operation, address(rollup));
    }

    /** Adds an editor, and sometimes an expectation or a key. */
    private CellUpdate dressed(CellUpdate update) {
        var by = update.by(editor());
        if (Drawn.one(random, 6)) {
            by = by.expecting(new Expectation.Holding(expected(update)));
        }
        return Drawn.one(random, 8)
                ? by.idempotent(new Idempotency.Keyed("key" + random.nextInt(3), "print" + random.nextInt(2)))
                : by;
    }

    /** Draws what the editor believes: often what some row holds. */
    private CellValue expected(CellUpdate update) {
        var present = rows.getOrDefault(update.sheet(), List.of());
        var names = names(update.sheet());
        int place = names.indexOf(update.column());
        return present.isEmpty() || place < 0
                ? CellValue.of(random.nextInt(5))
                : Drawn.of(random, present).get(place);
    }

    private List<String> names(String sheet) {
        for (var rollup : rollups) {
            if (rollup.name().equals(sheet)) {
                return rollup.columns().stream().map(Column::name).toList();
            }
        }
        for (var table : workbook.tables()) {
            if (table.name().equals(sheet)) {
                return table.columns().stream().map(Column::name).toList();
            }
        }
        return List.of();
    }
}
