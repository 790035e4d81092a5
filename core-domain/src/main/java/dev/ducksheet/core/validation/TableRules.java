package dev.ducksheet.core.validation;

import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.Names;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What must be true of every change of the tables and rollups, as far as the catalogue tells. */
public final class TableRules {
    /** The most columns of a table that is made here. */
    public static final int MAX_COLUMNS = 1000;

    private TableRules() {}

    /** Returns how the edit breaks a rule, or nothing. */
    public static Optional<Refusal> check(Catalog catalog, TableEdit edit) {
        try {
            bind(catalog, edit);
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    /**
     * Looks up the names of an edit and says what comes of it.
     *
     * @throws RefusedException if it breaks a rule
     */
    public static BoundTable bind(Catalog catalog, TableEdit edit) {
        if (edit instanceof TableEdit.Create create) {
            return create(catalog, create);
        }
        if (edit instanceof TableEdit.DefineRollup define) {
            requireName(edit.table(), "/name");
            requireFree(catalog, edit.table(), "/name");
            return new BoundTable.DefineRollup(RollupRules.resolve(catalog, define.rollup()));
        }
        if (edit instanceof TableEdit.DropRollup) {
            return new BoundTable.DropRollup(rollup(catalog, edit.table()));
        }
        if (edit instanceof TableEdit.SaveQuery save) {
            return QueryRules.bind(save);
        }
        if (edit instanceof TableEdit.DropQuery drop) {
            return new BoundTable.DropQuery(drop.table());
        }
        if (edit instanceof TableEdit.Aggregate aggregate) {
            return new AggregationRules(catalog, aggregate.aggregation()).bind();
        }
        if (edit instanceof TableEdit.Drop && UpdateRules.sheet(catalog, edit.table()) instanceof DerivedView view) {
            return new BoundTable.DropView(view);
        }
        var table = table(catalog, edit.table());
        if (edit instanceof TableEdit.Alter alter) {
            return new ColumnPlan(catalog, table).after(alter.steps());
        }
        requireUnused(
                catalog.rollupsOver(table.name()).stream().map(Rollup::name).toList(), "table " + table.name());
        return new BoundTable.Drop(table);
    }

    /**
     * Returns the base table of that name.
     *
     * @throws RefusedException if there is none, or if it is a rollup or a view
     */
    static Table table(Catalog catalog, String name) {
        if (UpdateRules.sheet(catalog, name) instanceof Table table) {
            return table;
        }
        throw madeFromTables(name);
    }

    private static RefusedException madeFromTables(String name) {
        return new RefusedException(
                Reason.NOT_EDITABLE, "/table", name + " is made from tables; change the tables that it is made from");
    }

    private static Rollup rollup(Catalog catalog, String name) {
        if (UpdateRules.sheet(catalog, name) instanceof Rollup rollup) {
            return rollup;
        }
        throw new RefusedException(Reason.UNKNOWN_TABLE, "/table", name + " is there, but it is no rollup");
    }

    private static BoundTable create(Catalog catalog, TableEdit.Create create) {
        requireName(create.table(), "/name");
        requireFree(catalog, create.table(), "/name");
        requireCount(create.columns().size(), "/columns");
        requireKey(create);
        var columns = new ArrayList<Column>();
        var names = new HashSet<String>();
        for (int i = 0; i < create.columns().size(); i++) {
            var definition = create.columns().get(i);
            var pointer = "/columns/" + i;
            var column = column(definition, pointer);
            requireNew(names, column.name(), pointer + "/name");
            columns.add(create.key().contains(column.name()) ? ofKey(column, create.key()) : column);
        }
        return new BoundTable.Create(new Table(create.table(), columns, create.key()));
    }

    private static void requireFree(Catalog catalog, String name, String pointer) {
        holder(catalog, name).ifPresent(sheet -> {
            throw taken(sheet, pointer);
        });
    }

    /** Returns the sheet that has a name, or one that the engine cannot tell from it. */
    static Optional<Sheet> holder(Catalog catalog, String name) {
        return catalog.sheets().stream()
                .filter(sheet -> Names.fold(sheet.name()).equals(Names.fold(name)))
                .findFirst();
    }

    /** Returns the refusal of a name that a sheet has. */
    static RefusedException taken(Sheet holder, String pointer) {
        return new RefusedException(
                Reason.ALREADY_EXISTS,
                pointer,
                "there is a table, rollup or view named '" + holder.name() + "'; choose another name");
    }

    /**
     * Refuses to put an aggregate in the place of anything but what was made as an aggregate of that name, and to take
     * away what rollups of that need.
     */
    public static void requireMayReplace(Catalog catalog, List<Aggregation> present, BoundTable.Aggregate edit) {
        edit.before().ifPresent(sheet -> {
            if (!isAggregate(present, sheet)) {
                throw taken(sheet, "/as");
            }
            new AggregationRules(catalog, edit.aggregation()).requireKept(sheet, edit.made());
        });
    }

    /** Refuses to drop a view that is no aggregate. */
    public static void requireAggregate(List<Aggregation> present, DerivedView view) {
        if (!isAggregate(present, view)) {
            throw madeFromTables(view.name());
        }
    }

    private static boolean isAggregate(List<Aggregation> present, Sheet sheet) {
        return present.stream().anyMatch(it -> it.mayHaveMade(sheet));
    }

    private static void requireKey(TableEdit.Create create) {
        var names = create.columns().stream().map(ColumnDefinition::name).collect(Collectors.toSet());
        var seen = new HashSet<String>();
        for (var name : create.key()) {
            if (!names.contains(name) || !seen.add(name)) {
                throw new RefusedException(
                        Reason.INVALID_REQUEST,
                        "/key",
                        "the key names '" + name + "', which is " + (seen.contains(name) ? "there twice" : "no column")
                                + "; a key is one or more of the columns");
            }
        }
    }

    /** A row without its key is no row, and a key of one column is unique as it is. */
    private static Column ofKey(Column column, List<String> key) {
        return new Column(column.name(), column.type(), false, column.unique() && key.size() > 1, column.byDefault());
    }

    static void requireCount(int columns, String pointer) {
        if (columns < 1 || columns > MAX_COLUMNS) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST, pointer, "a table has 1 to " + MAX_COLUMNS + " columns, not " + columns);
        }
    }

    static void requireNew(Set<String> names, String name, String pointer) {
        if (!names.add(Names.fold(name))) {
            throw new RefusedException(
                    Reason.ALREADY_EXISTS,
                    pointer,
                    "there is a column '" + name + "' already, but for small and capital letters; choose another name");
        }
    }

    static void requireName(String name, String pointer) {
        Names.objection(name).ifPresent(objection -> {
            throw new RefusedException(Reason.INVALID_REQUEST, pointer, "the name '" + name + "' " + objection);
        });
    }

    /** Returns the column that a definition describes. */
    static Column column(ColumnDefinition it, String pointer) {
        requireName(it.name(), pointer + "/name");
        if (it.type() instanceof ColumnType.Opaque) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    pointer + "/type",
                    "column " + it.name() + " would be " + it.type().sqlName() + ", which can be shown only");
        }
        if (it.unique() && !it.byDefault().isNull()) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    pointer + "/default",
                    "column " + it.name() + " is unique, so a default would be right for one row only; leave it out");
        }
        var byDefault = Fitting.toStore(it.byDefault(), Column.of(it.name(), it.type()), pointer + "/default");
        return new Column(it.name(), it.type(), it.nullable(), it.unique(), byDefault);
    }

    /** Returns the rollups that could not be without a column as it is. */
    static List<String> rollupsUsing(Catalog catalog, Table table, Column column) {
        var ref = new ColumnRef(table.name(), column.name());
        return catalog.rollupsOver(table.name()).stream()
                .filter(rollup -> rollup.shows(ref))
                .map(Rollup::name)
                .toList();
    }

    /**
     * Refuses to take away what others need.
     *
     * @param users their names
     */
    public static void requireUnused(List<String> users, String what) {
        if (!users.isEmpty()) {
            throw new RefusedException(
                    Reason.IN_USE, "", what + " is used by " + String.join(", ", users) + "; drop or lift those first");
        }
    }

    /**
     * Returns a cell in the type of another column, if it is the same there: nothing is rounded, and as text a cell is
     * what a person reads.
     *
     * @throws RefusedException if it is not
     */
    public static CellValue convert(CellValue cell, Column to) {
        boolean asText = to.type() == ColumnType.Simple.TEXT && !cell.isNull();
        return Fitting.toStore(asText ? CellValue.of(cell.display()) : cell, to, "");
    }
}
