package dev.ducksheet.core.validation;

import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Names;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.validation.BoundTable.From;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The columns of a table while steps change them, and where the cells of each come from. */
final class ColumnPlan {
    private static final int MAX_STEPS = 100;

    private final Catalog catalog;
    private final Table before;
    private final List<Planned> columns = new ArrayList<>();
    private final List<String> key;
    private final Set<Column> touched = new LinkedHashSet<>();

    /** A column and where its cells come from. */
    private record Planned(Column column, From from) {}

    ColumnPlan(Catalog catalog, Table before) {
        this.catalog = catalog;
        this.before = before;
        this.key = new ArrayList<>(before.key());
        before.columns().forEach(column -> columns.add(new Planned(column, new From.Kept(column))));
    }

    BoundTable.Alter after(List<Alteration> steps) {
        if (steps.isEmpty() || steps.size() > MAX_STEPS) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "/steps",
                    "a table is altered in 1 to " + MAX_STEPS + " steps, not " + steps.size());
        }
        for (int i = 0; i < steps.size(); i++) {
            take(steps.get(i), "/steps/" + i);
        }
        TableRules.requireCount(columns.size(), "/columns");
        var after =
                new Table(before.name(), columns.stream().map(Planned::column).toList(), key, before.identity());
        return new BoundTable.Alter(
                before, after, columns.stream().map(Planned::from).toList(), List.copyOf(touched));
    }

    private void take(Alteration step, String pointer) {
        if (step instanceof Alteration.Add add) {
            add(add, pointer);
        } else if (step instanceof Alteration.Rename rename) {
            rename(rename, pointer);
        } else if (step instanceof Alteration.Retype retype) {
            retype(retype, pointer);
        } else if (step instanceof Alteration.Drop drop) {
            drop(drop, pointer);
        }
    }

    private void add(Alteration.Add step, String pointer) {
        var column = TableRules.column(step.column(), pointer + "/column");
        if (column.isRequired()) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    pointer + "/column/default",
                    "column " + column.name() + " takes no empty cell, so the rows that are there need a default");
        }
        requireFree(column.name(), columns.size(), pointer + "/column/name");
        columns.add(new Planned(column, new From.Default()));
    }

    private void rename(Alteration.Rename step, String pointer) {
        int place = place(step.column(), pointer);
        TableRules.requireName(step.to(), pointer + "/to");
        requireFree(step.to(), place, pointer + "/to");
        var old = columns.get(place);
        touch(old, pointer);
        var column = old.column();
        columns.set(
                place,
                new Planned(
                        new Column(step.to(), column.type(), column.nullable(), column.unique(), column.byDefault()),
                        old.from()));
        key.replaceAll(name -> name.equals(step.column()) ? step.to() : name);
    }

    private void retype(Alteration.Retype step, String pointer) {
        int place = place(step.column(), pointer);
        var old = columns.get(place);
        var column = old.column();
        if (key.contains(column.name()) || column.type() instanceof ColumnType.Opaque) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    pointer + "/column",
                    "column " + column.name() + " is "
                            + (key.contains(column.name())
                                    ? "part of the key"
                                    : column.type().sqlName())
                            + ", so its type stays; add a column of the other type instead");
        }
        touch(old, pointer);
        var bare = Column.of(column.name(), step.type());
        var byDefault = TableRules.convert(column.byDefault(), bare);
        var from = old.from() instanceof From.Kept kept ? new From.Converted(kept.column()) : old.from();
        columns.set(
                place,
                new Planned(
                        new Column(column.name(), step.type(), column.nullable(), column.unique(), byDefault), from));
    }

    private void drop(Alteration.Drop step, String pointer) {
        int place = place(step.column(), pointer);
        if (key.contains(step.column())) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    pointer + "/column",
                    "column " + step.column() + " is part of the key; rows would not know themselves without it");
        }
        touch(columns.get(place), pointer);
        columns.remove(place);
    }

    /** Refuses to touch what rollups use. */
    private void touch(Planned planned, String pointer) {
        var original = planned.from() instanceof From.Kept kept
                ? List.of(kept.column())
                : planned.from() instanceof From.Converted converted ? List.of(converted.column()) : List.<Column>of();
        for (var column : original) {
            TableRules.requireUnused(
                    TableRules.rollupsUsing(catalog, before, column), "column " + column.name() + " (" + pointer + ")");
            touched.add(column);
        }
    }

    private int place(String name, String pointer) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).column().name().equals(name)) {
                return i;
            }
        }
        throw new RefusedException(
                Reason.UNKNOWN_COLUMN,
                pointer + "/column",
                before.name() + " has no column '" + name + "'; it has "
                        + String.join(
                                ", ",
                                columns.stream().map(it -> it.column().name()).toList()));
    }

    private void requireFree(String name, int place, String pointer) {
        var others = new HashSet<String>();
        for (int i = 0; i < columns.size(); i++) {
            if (i != place) {
                others.add(Names.fold(columns.get(i).column().name()));
            }
        }
        TableRules.requireNew(others, name, pointer);
    }
}
