package dev.ducksheet.core.access;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Rollup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a grant reaches once it is known what the sheet is made of. A rollup is open only to those who may use all that
 * it reads. Where a row filter is on one of these tables, it must ask for nothing but levels and axes of the rollup: then
 * all leaves of a rollup row are inside of the filter or none is, and the filter is one of the rollup's own rows.
 */
record Reaches(Access access, Catalog catalog) {

    Reach of(Grant grant) {
        var sheet = catalog.sheet(grant.sheet());
        return sheet.isPresent() && sheet.get() instanceof Rollup rollup ? rollup(rollup, grant) : grant.rows();
    }

    private Reach rollup(Rollup rollup, Grant grant) {
        var conditions = new ArrayList<Condition>();
        if (grant.rows() instanceof Reach.Only) {
            return new Reach.None(
                    "rollup " + rollup.name() + " cannot have a row filter; the tables that it reads can");
        }
        for (var table : tables(rollup)) {
            var reach = access.reach(catalog, table);
            if (reach instanceof Reach.None) {
                return new Reach.None("rollup " + rollup.name() + " reads a table that this key may not use");
            }
            if (reach instanceof Reach.Only only) {
                var names = shown(rollup, table);
                for (var column : only.condition().columns()) {
                    if (!names.containsKey(column.name())) {
                        return new Reach.None("rollup " + rollup.name() + " adds up rows that this key may not see: "
                                + table + "." + column + ", by which the key's rows are filtered, is none of its"
                                + " levels and axes");
                    }
                }
                conditions.add(only.condition().accept(new Renaming(names)));
            }
        }
        return conditions.isEmpty() ? Reach.all() : new Reach.Only(Condition.allOf(conditions));
    }

    private static List<String> tables(Rollup rollup) {
        return Stream.concat(
                        Stream.of(rollup.base().name()), rollup.joins().stream().map(Join::table))
                .distinct()
                .toList();
    }

    /** Returns under which names a rollup shows columns of a table as they are. */
    private static Map<String, String> shown(Rollup rollup, String table) {
        var names = new HashMap<String, String>();
        rollup.axes().stream()
                .filter(axis -> axis.part() == Axis.Part.VALUE)
                .forEach(axis -> note(names, table, axis.source(), axis.name()));
        rollup.levels().forEach(level -> note(names, table, level.source(), level.name()));
        return names;
    }

    private static void note(Map<String, String> names, String table, ColumnRef source, String name) {
        if (source.table().equals(table)) {
            names.put(source.column(), name);
        }
    }

    /** Says the same of columns with other names. */
    private record Renaming(Map<String, String> names) implements Condition.Rewriting {
        private ColumnName name(ColumnName column) {
            return new ColumnName(names.getOrDefault(column.name(), column.name()));
        }

        @Override
        public Condition comparison(Condition.Comparison it) {
            return new Condition.Comparison(name(it.column()), it.operator(), it.literal());
        }

        @Override
        public Condition in(Condition.In it) {
            return new Condition.In(name(it.column()), it.literals());
        }

        @Override
        public Condition between(Condition.Between it) {
            return new Condition.Between(name(it.column()), it.low(), it.high());
        }

        @Override
        public Condition like(Condition.Like it) {
            return new Condition.Like(name(it.column()), it.pattern());
        }

        @Override
        public Condition iLike(Condition.ILike it) {
            return new Condition.ILike(name(it.column()), it.pattern());
        }

        @Override
        public Condition isNull(Condition.IsNull it) {
            return new Condition.IsNull(name(it.column()));
        }
    }
}
