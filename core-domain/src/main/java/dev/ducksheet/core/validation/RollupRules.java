package dev.ducksheet.core.validation;

import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Names;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.RollupDefinition.UnresolvableException;
import dev.ducksheet.core.model.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What must be true of a rollup that is to be defined, as far as the catalogue tells. */
final class RollupRules {
    private static final int MAX_LEVELS = 16;

    private final Catalog catalog;
    private final RollupDefinition rollup;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>(Set.of(Names.fold(Rollup.GROUPING_SET_ID)));
    private final Set<ColumnRef> placing = new HashSet<>();

    private RollupRules(Catalog catalog, RollupDefinition rollup) {
        this.catalog = catalog;
        this.rollup = rollup;
    }

    /**
     * Returns the rollup that a definition describes.
     *
     * @throws RefusedException naming the first part that breaks a rule, and what would keep it
     */
    static Rollup resolve(Catalog catalog, RollupDefinition rollup) {
        var rules = new RollupRules(catalog, rollup);
        rules.check();
        return rollup.resolve(rules.tables);
    }

    private void check() {
        require(
                !rollup.levels().isEmpty() && rollup.levels().size() <= MAX_LEVELS,
                "/levels",
                "a rollup has 1 to " + MAX_LEVELS + " levels, not "
                        + rollup.levels().size());
        require(!rollup.measures().isEmpty(), "/measures", "a rollup needs a measure; name a column");
        var base = use(rollup.base(), "/base");
        for (int i = 0; i < rollup.joins().size(); i++) {
            join(base, rollup.joins().get(i), "/joins/" + i);
        }
        for (int i = 0; i < rollup.levels().size(); i++) {
            var level = rollup.levels().get(i);
            name(level.name(), "/levels/" + i);
            place(level.source(), "/levels/" + i);
        }
        for (int i = 0; i < rollup.axes().size(); i++) {
            axis(rollup.axes().get(i), "/axes/" + i);
        }
        for (int i = 0; i < rollup.measures().size(); i++) {
            var measure = rollup.measures().get(i);
            name(measure.name(), "/measures/" + i);
            measure(base, measure, "/measures/" + i + "/column");
        }
        groupingSets();
    }

    private static void require(boolean kept, String pointer, String detail) {
        if (!kept) {
            throw refused(pointer, detail);
        }
    }

    /** Returns a table that the rollup reads, once. */
    private Table use(String name, String pointer) {
        if (!(catalog.sheet(name).orElse(null) instanceof Table table)) {
            throw new RefusedException(
                    Reason.UNKNOWN_TABLE,
                    pointer,
                    "there is no table '" + name + "'; tables: "
                            + catalog.tables().stream().map(Table::name).collect(Collectors.joining(", ")));
        }
        require(tables.put(name, table) == null, pointer, "table " + name + " is used twice; use it once");
        return table;
    }

    private void join(Table base, Join join, String pointer) {
        var joined = use(join.table(), pointer + "/table");
        var column = column(joined, join.column(), pointer + "/column");
        var baseColumn = column(base, join.baseColumn(), pointer + "/base_column");
        boolean comparable = (column.type().isExact() && baseColumn.type().isExact())
                || (column.type() instanceof Simple && column.type().equals(baseColumn.type()));
        require(
                comparable,
                pointer,
                "column " + column.name() + " of " + joined.name() + " is "
                        + column.type().sqlName() + ", but column " + baseColumn.name() + " of " + base.name() + " is "
                        + baseColumn.type().sqlName() + "; join columns of one kind");
    }

    private static Column column(Table table, String name, String pointer) {
        return UpdateRules.column(table, name, pointer);
    }

    private void name(String name, String pointer) {
        TableRules.requireName(name, pointer + "/name");
        require(
                names.add(Names.fold(name)),
                pointer + "/name",
                "there is a column '" + name
                        + "' already, but for small and capital letters; levels, axes, measures and "
                        + Rollup.GROUPING_SET_ID + " need names of their own");
    }

    /** Returns a column that tells where a leaf belongs. */
    private Column place(ColumnRef source, String pointer) {
        var table = tables.get(source.table());
        if (table == null) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    pointer + "/source",
                    source + " is of none of the tables that the rollup reads: " + String.join(", ", tables.keySet()));
        }
        var column = column(table, source.column(), pointer + "/source");
        require(
                !(column.type() instanceof ColumnType.Opaque),
                pointer + "/source",
                source + " is " + column.type().sqlName() + ", by which nothing can be grouped here");
        placing.add(source);
        return column;
    }

    private void axis(Axis axis, String pointer) {
        name(axis.name(), pointer);
        var type = place(axis.source(), pointer).type();
        require(
                axis.part() == Axis.Part.VALUE || type == Simple.DATE || type == Simple.TIMESTAMP,
                pointer + "/part",
                axis.source() + " is " + type.sqlName() + "; a "
                        + axis.part().wireName()
                        + " is taken from a DATE or a TIMESTAMP");
    }

    private void measure(Table base, Measure measure, String pointer) {
        var name = measure.column();
        var type = column(base, name, pointer).type();
        measure.aggregate().objection(type).ifPresent(objection -> {
            throw refused(pointer, base.name() + "." + name + " is " + type.sqlName() + "; " + objection);
        });
        require(
                !measure.isEditable() || !placing.contains(new ColumnRef(base.name(), name)),
                pointer,
                base.name() + "." + name
                        + " is a level or an axis too; an edit of its total would move the rows that it adds up");
    }

    private void groupingSets() {
        for (int i = 0; i < rollup.groupingSets().size(); i++) {
            int place = i;
            resolve("/grouping_sets/" + i, () -> rollup.resolveGroupingSet(place));
        }
        resolve("/grouping_sets", rollup::resolveGroupingSets);
        requireDistinctPlaces();
    }

    /** The engine cannot add up over a column by which it groups. */
    private void requireDistinctPlaces() {
        var shownBy = new HashMap<List<Object>, String>();
        rollup.levels().forEach(level -> requireDistinct(shownBy, level.source(), Axis.Part.VALUE, level.name()));
        rollup.axes().forEach(axis -> requireDistinct(shownBy, axis.source(), axis.part(), axis.name()));
    }

    private void requireDistinct(Map<List<Object>, String> shownBy, ColumnRef source, Axis.Part part, String name) {
        var other = shownBy.putIfAbsent(List.of(source, part), name);
        require(
                other == null
                        || rollup.groupingSets().stream().allMatch(set -> set.contains(name) == set.contains(other)),
                "/grouping_sets",
                name + " and " + other + " show the same of " + source
                        + ", so no grouping set can have the one without the other; leave one of them out");
    }

    private static void resolve(String pointer, Runnable resolving) {
        try {
            resolving.run();
        } catch (UnresolvableException e) {
            throw refused(pointer, String.valueOf(e.getMessage()));
        }
    }

    private static RefusedException refused(String pointer, String detail) {
        return new RefusedException(Reason.INVALID_REQUEST, pointer, detail);
    }
}
