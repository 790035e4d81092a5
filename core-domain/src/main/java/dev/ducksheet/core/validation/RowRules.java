package dev.ducksheet.core.validation;

import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.validation.BoundRows.GivenRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must be true of every change of rows, as far as the catalogue tells; and what it is once all of it is. */
public final class RowRules {
    private final Table table;
    private final Reach reach;
    private final RowErrors errors = new RowErrors();

    private RowRules(Table table, Reach reach) {
        this.table = table;
        this.reach = UpdateRules.reach(table, reach);
    }

    /** Returns how the edit breaks a rule, or nothing. */
    public static Optional<Refusal> check(Catalog catalog, RowEdit edit, Reach reach) {
        try {
            bind(catalog, edit, reach);
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    /**
     * Looks up the names of an edit and fits its values.
     *
     * @param reach the rows that may be touched
     * @throws RefusedException if it breaks a rule
     */
    public static BoundRows bind(Catalog catalog, RowEdit edit, Reach reach) {
        var table = TableRules.table(catalog, edit.table());
        var rules = new RowRules(table, reach);
        if (edit instanceof RowEdit.Insert insert) {
            return rules.insert(insert);
        }
        if (edit instanceof RowEdit.Upsert upsert) {
            rules.requireKey();
            return new BoundRows.Upsert(table, rules.rows(upsert.rows(), false), rules.reach);
        }
        if (edit instanceof RowEdit.Update update) {
            return rules.update(update);
        }
        if (edit instanceof RowEdit.Delete delete) {
            return new BoundRows.Delete(table, rules.condition(delete.condition()));
        }
        if (edit instanceof RowEdit.Import rows) {
            rules.requireMergeable(rows.merging());
            return new BoundRows.Import(table, rows.job(), rows.merging());
        }
        return rules.deleteAll((RowEdit.DeleteAll) edit);
    }

    /** A file is not looked through for rows that somebody may not touch. */
    private void requireMergeable(Merging merging) {
        if (!(reach instanceof Reach.All)) {
            throw new RefusedException(
                    Reason.FORBIDDEN,
                    "/table",
                    "this key may use some rows of " + table.name()
                            + " only, and an import may touch any; send the rows" + " to /tables/" + table.name()
                            + "/rows");
        }
        for (var name : merging.key()) {
            var column = table.column(name)
                    .filter(it -> table.indexOf(it.name()) >= 0)
                    .orElseThrow(() -> new RefusedException(Reason.UNKNOWN_COLUMN, "/key", unknown(name)));
            requireWritable(column);
        }
    }

    private BoundRows insert(RowEdit.Insert insert) {
        var rows = rows(insert.rows(), true);
        var outside = new RowErrors();
        rows.forEach(row -> requireReached(table, reach, row.number(), row.cells(), outside));
        outside.refuse(Reason.FORBIDDEN, rows.size());
        return new BoundRows.Insert(table, rows);
    }

    /** Notes a row that somebody may not bring or change. */
    public static void requireReached(Table table, Reach reach, int number, List<CellValue> cells, RowErrors outside) {
        if (!isReached(table, reach, cells)) {
            outside.add(number, "it is none of the rows that this key may use");
        }
    }

    /** Says whether a whole row is one of those that may be touched. */
    public static boolean isReached(Table table, Reach reach, List<CellValue> cells) {
        return reach.includes(name -> cells.get(table.indexOf(name)));
    }

    private Condition condition(Condition asked) {
        return reach.and(UpdateRules.condition(table, asked, "/condition"));
    }

    private void requireKey() {
        if (table.key().isEmpty()) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "/upsert",
                    "table " + table.name() + " has no key by which a row could be there already; insert the rows, or"
                            + " update them by a condition");
        }
    }

    private List<GivenRow> rows(List<Map<String, CellValue>> given, boolean isNew) {
        if (given.isEmpty() || given.size() > RowEdit.MAX_ROWS) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "/rows",
                    "a request brings 1 to " + RowEdit.MAX_ROWS + " rows, not " + given.size()
                            + (given.isEmpty() ? "" : "; send them in parts"));
        }
        var rows = new ArrayList<GivenRow>(given.size());
        for (int i = 0; i < given.size(); i++) {
            rows.add(row(i + 1, given.get(i), isNew));
        }
        errors.refuse(Reason.INVALID_ROWS, given.size());
        return rows;
    }

    private GivenRow row(int number, Map<String, CellValue> cells, boolean isNew) {
        var row = new ArrayList<CellValue>(table.columns().size());
        table.columns().forEach(column -> row.add(column.byDefault()));
        var given = new BitSet();
        cells.forEach((name, value) -> {
            int place = table.indexOf(name);
            if (place < 0) {
                errors.add(number, name, value, unknown(name));
            } else {
                given.set(place);
                fit(number, table.columns().get(place), value).ifPresent(cell -> row.set(place, cell));
            }
        });
        requirePresent(number, given, isNew);
        return new GivenRow(number, row, given);
    }

    private Optional<CellValue> fit(int number, Column column, CellValue value) {
        try {
            requireWritable(column);
            return Optional.of(Fitting.toStore(value, column, ""));
        } catch (RefusedException e) {
            errors.add(number, column.name(), value, e.refusal().detail());
            return Optional.empty();
        }
    }

    private void requirePresent(int number, BitSet given, boolean isNew) {
        for (int place = 0; place < table.columns().size(); place++) {
            var column = table.columns().get(place);
            boolean needed = isNew ? column.isRequired() : table.key().contains(column.name());
            if (needed && !given.get(place)) {
                errors.add(number, column.name(), CellValue.none(), missing(column));
            }
        }
    }

    /** Returns the sentence about a column that a new row must give. */
    public static String missing(Column column) {
        return "column " + column.name() + " is missing; it takes no empty cell and has no default";
    }

    private BoundRows.Update update(RowEdit.Update edit) {
        if (edit.cells().isEmpty()) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST, "/set", "nothing is to be set; name at least one column and its value");
        }
        var columns = new ArrayList<Column>();
        var cells = new ArrayList<CellValue>();
        edit.cells().forEach((name, value) -> {
            var pointer = "/set/" + name.replace("~", "~0").replace("/", "~1");
            if (table.indexOf(name) < 0) {
                throw new RefusedException(Reason.UNKNOWN_COLUMN, pointer, unknown(name));
            }
            var column = table.column(name).orElseThrow();
            requireWritable(column);
            UpdateRules.requireFree(reach, column);
            columns.add(column);
            cells.add(Fitting.toStore(value, column, pointer));
        });
        return new BoundRows.Update(table, columns, cells, condition(edit.condition()));
    }

    private static void requireWritable(Column column) {
        if (column.type() instanceof ColumnType.Opaque) {
            throw new RefusedException(
                    Reason.NOT_EDITABLE,
                    "",
                    "column " + column.name() + " is " + column.type().sqlName() + ", which is shown only");
        }
    }

    private String unknown(String name) {
        return table.name() + " has no column '" + name + "'; it has "
                + String.join(", ", table.columns().stream().map(Column::name).toList());
    }

    private BoundRows deleteAll(RowEdit.DeleteAll edit) {
        if (!edit.confirmation().equals(table.name())) {
            throw new RefusedException(
                    Reason.UNCONFIRMED,
                    "/confirm",
                    "all rows of " + table.name() + " would be deleted; confirm it by giving the table's name once"
                            + " more, or name the rows by a condition");
        }
        return reach instanceof Reach.Only only
                ? new BoundRows.Delete(table, only.condition())
                : new BoundRows.DeleteAll(table);
    }
}
