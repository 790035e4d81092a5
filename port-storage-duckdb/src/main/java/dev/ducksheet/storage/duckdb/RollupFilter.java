package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Narrows the leaves, cheaply, to those that some rollup rows may count: by the coarsest level and by the axes. Lets
 * through too many rather than too few, and all if there are so many that looking for them is no gain. An axis over which
 * a row adds up is empty there, and by empty cells nothing is narrowed.
 */
final class RollupFilter {
    private static final int MOST_VALUES = 64;
    private static final int MOST_KEYS = 256;

    private RollupFilter() {}

    static Sql of(Rollup rollup, Collection<RollupKey> keys) {
        var tests = new ArrayList<Sql>();
        if (keys.size() > MOST_KEYS) {
            return Sql.NONE;
        }
        if (keys.stream().noneMatch(key -> key.path().isEmpty())) {
            var coarsest = keys.stream().map(key -> key.path().get(0)).collect(Collectors.toSet());
            narrowing(coarsest).flatMap(values -> level(rollup, values)).ifPresent(tests::add);
        }
        for (int i = 0; i < rollup.axes().size(); i++) {
            int place = i;
            var values = keys.stream().map(key -> key.axes().get(place)).collect(Collectors.toSet());
            narrowing(values)
                    .flatMap(some -> axis(rollup, rollup.axes().get(place), some))
                    .ifPresent(tests::add);
        }
        return Sql.join(" AND ", tests);
    }

    private static Optional<Set<CellValue>> narrowing(Set<CellValue> values) {
        return values.size() > MOST_VALUES || values.contains(CellValue.none())
                ? Optional.empty()
                : Optional.of(values);
    }

    private static Optional<Sql> level(Rollup rollup, Set<CellValue> values) {
        var source = rollup.levels().get(0).source();
        var type = rollup.columns().get(0).type();
        if (source.table().equals(rollup.base().name())) {
            return Optional.of(in(type, Joins.base(source.column()), values));
        }
        var join = Joins.join(rollup, source);
        return Optional.of(Sql.of(Joins.base(join.baseColumn()) + " IN (SELECT d." + Sql.column(join.column())
                        + " FROM " + Sql.sheet(join.table()) + " d WHERE ")
                .plus(in(type, "d." + Sql.column(source.column()), values))
                .plus(")"));
    }

    private static Optional<Sql> axis(Rollup rollup, Axis axis, Set<CellValue> values) {
        if (!axis.source().table().equals(rollup.base().name())) {
            return Optional.empty();
        }
        var column = Joins.base(axis.source().column());
        if (axis.part() == Axis.Part.VALUE) {
            return Optional.of(in(rollup.column(axis.name()).orElseThrow().type(), column, values));
        }
        var periods = values.stream()
                .flatMap(value -> Axes.period(axis.part(), ((CellValue.Text) value).text()).stream())
                .toList();
        return periods.size() == values.size() ? Optional.of(envelope(periods).contains(column)) : Optional.empty();
    }

    private static Axes.Period envelope(List<Axes.Period> periods) {
        return new Axes.Period(
                periods.stream()
                        .map(Axes.Period::from)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                periods.stream()
                        .map(Axes.Period::to)
                        .max(Comparator.naturalOrder())
                        .orElseThrow());
    }

    private static Sql in(ColumnType type, String column, Set<CellValue> values) {
        return Sql.of(Types.shown(type, column) + " IN (")
                .plus(Sql.join(
                        ", ",
                        values.stream()
                                .map(value -> Types.parameter(type, value))
                                .toList()))
                .plus(")");
    }
}
