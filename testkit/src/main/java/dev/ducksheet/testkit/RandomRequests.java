package dev.ducksheet.testkit;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws what users do to the rows, tables, rollups and saved queries of a {@link RandomWorkbook}, and what they take back:
 * some of it refused, because a key is there already, a column is gone or a rollup needs it. Names are those of the
 * workbook as it was drawn.
 */
public final class RandomRequests {
    private static final int MOST_VERSIONS = 20;
    private static final String EXTRA = "extra";
    private static final String OWN_ROLLUP = "own rollup";

    private final SplittableRandom random;
    private final RandomWorkbook workbook;

    /** Draws from a workbook. */
    public RandomRequests(SplittableRandom random, RandomWorkbook workbook) {
        this.random = random;
        this.workbook = workbook;
    }

    /** Draws one request. */
    public Request next(UpdateId id) {
        if (workbook.tables().isEmpty()) {
            return new Request.EditTable(id, create(), signature());
        }
        if (Drawn.one(random, 4)) {
            return new Request.Undo(id, new Version(random.nextInt(MOST_VERSIONS)), signature());
        }
        return Drawn.one(random, 4) ? ofTables(id) : new Request.EditRows(id, rowEdit(), signature());
    }

    /** Draws a change of tables, rollups or saved queries. */
    public Request ofTables(UpdateId id) {
        return new Request.EditTable(id, tableEdit(), signature());
    }

    private Signature signature() {
        var idempotency = Drawn.one(random, 8)
                ? new Idempotency.Keyed("key" + random.nextInt(3), "print" + random.nextInt(2))
                : Idempotency.none();
        return new Signature("ann", idempotency);
    }

    private Table table() {
        return Drawn.one(random, 3) ? Drawn.of(random, workbook.tables()) : workbook.fact();
    }

    private RowEdit rowEdit() {
        var table = table();
        return switch (random.nextInt(10)) {
            case 0 -> new RowEdit.DeleteAll(table.name(), Drawn.one(random, 2) ? table.name() : "no");
            case 1, 2 -> new RowEdit.Delete(table.name(), condition(table));
            case 3, 4 -> new RowEdit.Update(table.name(), cells(table, random.nextInt(1, 4)), condition(table));
            case 5, 6, 7 -> new RowEdit.Insert(table.name(), rows(table));
            case 8 -> new RowEdit.Insert(EXTRA, List.of(Map.of("a", CellValue.of(random.nextInt(3)))));
            default -> new RowEdit.Upsert(table.name(), rows(table));
        };
    }

    private Condition condition(Table table) {
        var rows = workbook.rows().getOrDefault(table, List.of());
        return rows.isEmpty() || Drawn.one(random, 3)
                ? RandomConditions.draw(random, table.columns(), rows)
                : Conditions.eq(
                        table.columns().get(0).name(), Drawn.of(random, rows).get(0));
    }

    private List<Map<String, CellValue>> rows(Table table) {
        return IntStream.rangeClosed(1, random.nextInt(1, 5))
                .mapToObj(i -> row(table))
                .toList();
    }

    private Map<String, CellValue> row(Table table) {
        var cells = cells(table, random.nextInt(0, table.columns().size()));
        var first = table.columns().get(0);
        if (!Drawn.one(random, 20)) {
            cells.put(first.name(), first.name().equals("id") ? CellValue.of(random.nextInt(1, 40)) : cell(first));
        }
        return cells;
    }

    private Map<String, CellValue> cells(Table table, int count) {
        var cells = new LinkedHashMap<String, CellValue>();
        for (var column : Drawn.some(random, table.columns(), count)) {
            cells.put(column.name(), cell(column));
        }
        if (Drawn.one(random, 15)) {
            cells.put("nothing", CellValue.of(1));
        }
        return cells;
    }

    private CellValue cell(Column column) {
        if (RandomWorkbook.isId(column)) {
            return CellValue.of(random.nextInt(1, 12));
        }
        return Drawn.one(random, 30) ? CellValue.of("no such") : Drawn.cellOrEmpty(random, column.type(), 6);
    }

    private TableEdit tableEdit() {
        return switch (random.nextInt(14)) {
            case 0, 12 -> create();
            case 1, 13 -> new TableEdit.Drop(Drawn.one(random, 4) ? table().name() : EXTRA);
            case 2 -> new TableEdit.DropRollup(nameOfRollup());
            case 3, 4 -> new TableEdit.DefineRollup(workbook.drawRollup(random, OWN_ROLLUP));
            case 5, 6 -> new TableEdit.SaveQuery(query(), random.nextBoolean());
            case 7 -> new TableEdit.DropQuery(query().name());
            default -> alter(table());
        };
    }

    private TableEdit create() {
        return new TableEdit.Create(
                EXTRA,
                List.of(ColumnDefinition.of("a", ColumnType.integer()), definition("b")),
                random.nextBoolean() ? List.of("a") : List.of());
    }

    private String nameOfRollup() {
        return workbook.rollups().isEmpty() || Drawn.one(random, 3)
                ? OWN_ROLLUP
                : Drawn.of(random, workbook.rollups()).name();
    }

    private SavedQuery query() {
        return new SavedQuery("query " + random.nextInt(2), "SELECT " + random.nextInt(3), "", List.of());
    }

    private TableEdit alter(Table table) {
        var steps = new ArrayList<Alteration>();
        do {
            steps.add(step(Drawn.one(random, 6) ? Drawn.of(random, workbook.tables()) : table));
        } while (Drawn.one(random, 3));
        return new TableEdit.Alter(table.name(), steps);
    }

    /** Draws a step: half of them on the newest column, which nothing else may need yet. */
    private Alteration step(Table table) {
        var columns = table.columns();
        var column = (random.nextBoolean() ? columns.get(columns.size() - 1) : Drawn.of(random, columns)).name();
        return switch (random.nextInt(7)) {
            case 0, 1 -> new Alteration.Add(definition("new" + random.nextInt(3)));
            case 2 -> new Alteration.Rename(column, Drawn.of(random, List.of("named", "named too", "code", "at")));
            case 3, 4 -> new Alteration.Drop(column);
            default -> new Alteration.Retype(column, type());
        };
    }

    private ColumnDefinition definition(String name) {
        var type = type();
        boolean unique = Drawn.one(random, 5);
        var byDefault = unique || random.nextBoolean() ? CellValue.none() : Drawn.cell(random, type);
        return new ColumnDefinition(name, type, Drawn.one(random, 2), unique, byDefault);
    }

    private ColumnType type() {
        return Drawn.of(
                random,
                List.of(
                        Simple.TEXT,
                        Simple.TEXT,
                        ColumnType.bigint(),
                        ColumnType.decimal(9, 2),
                        Simple.DATE,
                        Simple.TIMESTAMP,
                        Simple.BOOLEAN,
                        Simple.DOUBLE));
    }
}
