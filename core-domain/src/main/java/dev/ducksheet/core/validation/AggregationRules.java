package dev.ducksheet.core.validation;

import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.DerivedViewDefinition.Sum;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must be true of an aggregate that is to be made, as far as the catalogue tells. */
final class AggregationRules {
    private final Catalog catalog;
    private final Aggregation aggregation;
    private final Grouped rows;
    private final Set<String> names = new HashSet<>();

    AggregationRules(Catalog catalog, Aggregation aggregation) {
        this.catalog = catalog;
        this.aggregation = aggregation;
        this.rows = aggregation.rows();
    }

    /** Throws a {@code RefusedException} that names the first part that breaks a rule, and what would keep it. */
    BoundTable.Aggregate bind() {
        var source = source();
        TableRules.requireName(aggregation.name(), "/as");
        var before = before();
        if (rows.by().isEmpty()) {
            throw refused("/by", "an aggregate needs a column whose cells tell its rows apart; name one or more");
        }
        TableRules.requireCount(rows.by().size() + 1 + rows.sums().size(), "/by");
        for (int i = 0; i < rows.by().size(); i++) {
            by(source, rows.by().get(i), "/by/" + i);
        }
        name(rows.count(), "/count");
        rows.sums().forEach(sum -> sum(source, sum));
        return new BoundTable.Aggregate(aggregation, before, aggregation.over(source));
    }

    private Table source() {
        if (UpdateRules.sheet(catalog, rows.source()) instanceof Table table) {
            return table;
        }
        throw refused(
                "/table",
                rows.source() + " is made from tables, and aggregates are made of tables; name the one that it is made"
                        + " from");
    }

    /** Returns what has the name, if it can be an aggregate of another table. */
    private Optional<Sheet> before() {
        var holder = TableRules.holder(catalog, aggregation.name());
        holder.filter(it -> it instanceof Rollup
                        || !it.name().equals(aggregation.name())
                        || it.name().equals(rows.source()))
                .ifPresent(it -> {
                    throw TableRules.taken(it, "/as");
                });
        return holder;
    }

    private void by(Table source, String name, String pointer) {
        var column = UpdateRules.column(source, name, pointer);
        if (column.equals(Table.ROW_ID)) {
            throw refused(pointer, name + " tells every row from the others; group by another column");
        }
        TableRules.requireNew(names, name, pointer);
    }

    private void name(String name, String pointer) {
        TableRules.requireName(name, pointer);
        TableRules.requireNew(names, name, pointer);
    }

    private void sum(Table source, Sum sum) {
        var column = UpdateRules.column(source, sum.column(), "/sums");
        if (!column.type().isNumeric()) {
            throw new RefusedException(
                    Reason.TYPE_MISMATCH,
                    "/sums",
                    "a sum needs a numeric column; " + column.name() + " is "
                            + column.type().sqlName());
        }
        name(sum.name(), "/sums");
    }

    /** Rollups read tables, and the columns as they are; where they look a row up there must be one at most. */
    void requireKept(Sheet before, Sheet made) {
        if (before instanceof Table table) {
            TableRules.requireUnused(
                    catalog.rollupsOver(table.name()).stream()
                            .filter(rollup -> rollup.joins().stream()
                                    .anyMatch(it -> it.table().equals(table.name())
                                            && !rows.by().equals(List.of(it.column()))))
                            .map(Rollup::name)
                            .toList(),
                    "table " + table.name());
            for (var column : table.columns()) {
                if (!isKept(column, made)) {
                    TableRules.requireUnused(
                            TableRules.rollupsUsing(catalog, table, column), "column " + column.name());
                }
            }
        }
    }

    private static boolean isKept(Column column, Sheet made) {
        return made instanceof Table
                && made.column(column.name())
                        .filter(it -> it.type().equals(column.type()))
                        .isPresent();
    }

    private static RefusedException refused(String pointer, String detail) {
        return new RefusedException(Reason.INVALID_REQUEST, pointer, detail);
    }
}
