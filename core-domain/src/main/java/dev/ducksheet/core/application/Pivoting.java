package dev.ducksheet.core.application;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Names;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.in.PivotTable;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import dev.ducksheet.core.port.out.PivotQuery;
import dev.ducksheet.core.port.out.UnpivotQuery;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.validation.RefusedException;
import dev.ducksheet.core.validation.UpdateRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows a snapshot's sheets turned. */
final class Pivoting implements PivotTable {
    private final WorkbookStore store;

    Pivoting(WorkbookStore store) {
        this.store = store;
    }

    @Override
    public Opening pivot(Pivot request) {
        return open(snapshot -> {
            var query = query(snapshot, request);
            return snapshot.pivot(query);
        });
    }

    @Override
    public Opening unpivot(Unpivot request) {
        return open(snapshot -> snapshot.unpivot(query(snapshot, request)));
    }

    private Opening open(Function<WorkbookSnapshot, RowStream> reading) {
        var snapshot = store.snapshot();
        try {
            return new Opening.Opened(OwnedRows.of(snapshot, reading));
        } catch (RefusedException e) {
            return new Opening.Refused(e.refusal());
        }
    }

    private static PivotQuery query(WorkbookSnapshot snapshot, Pivot request) {
        var sheet = UpdateRules.sheet(snapshot.catalog(), request.sheet());
        var rows = columns(sheet, request.rows(), "/rows");
        var columns = columns(sheet, request.columns(), "/columns");
        var values = columns(sheet, request.values(), "/values");
        requireApart(rows, columns, "/columns");
        var filter = filter(sheet, request.filter(), Stream.of(rows, columns));
        var types = values.stream().map(value -> aggregated(request, value)).toList();
        var headings = headings(snapshot, sheet, request, columns, filter);
        var shown = new ArrayList<>(rows);
        for (var heading : headings) {
            for (int i = 0; i < values.size(); i++) {
                shown.add(Column.of(
                        name(heading, values.size() > 1 ? "_" + values.get(i).name() : ""), types.get(i)));
            }
        }
        requireDistinct(shown, "/columns");
        return new PivotQuery(
                sheet, rows, columns, headings, values, request.aggregate(), filter, shown, request.limit());
    }

    private static List<Column> columns(Sheet sheet, List<String> names, String field) {
        if (names.isEmpty()) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST, field, field.substring(1) + " names no column; name at least one");
        }
        var columns = names.stream()
                .map(name -> UpdateRules.column(sheet, name, field))
                .toList();
        requireDistinct(columns, field);
        return columns;
    }

    private static void requireDistinct(List<Column> columns, String field) {
        Set<String> names = new HashSet<>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new RefusedException(
                        Reason.INVALID_REQUEST,
                        field,
                        "there would be two columns named '" + column.name() + "'; name each once, or filter the rows");
            }
        }
    }

    private static void requireApart(List<Column> kept, List<Column> turned, String field) {
        turned.stream().filter(kept::contains).findFirst().ifPresent(column -> {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    field,
                    "column " + column.name() + " cannot both stay and be turned; name it once");
        });
    }

    /** Only the finest rows of a rollup, unless the request says which: the others are their sums. */
    private static List<Condition> filter(Sheet sheet, String text, Stream<List<Column>> named) {
        var filter = new ArrayList<>(Viewing.filter(sheet, text));
        finest(sheet, named.flatMap(List::stream).map(Column::name), filter).ifPresent(filter::add);
        return filter;
    }

    /** Returns the condition for the finest rows of a rollup, if neither columns that are named nor a filter say which. */
    static Optional<Condition> finest(Sheet sheet, Stream<String> named, List<Condition> filter) {
        var filtered = filter.stream()
                .flatMap(condition -> condition.columns().stream())
                .map(ColumnName::name);
        if (!(sheet instanceof Rollup rollup)
                || Stream.concat(named, filtered).anyMatch(Rollup.GROUPING_SET_ID::equals)) {
            return Optional.empty();
        }
        return Optional.of(new Condition.Comparison(
                new ColumnName(Rollup.GROUPING_SET_ID),
                Condition.Operator.EQUAL,
                CellValue.of(rollup.groupingSets().get(0).id())));
    }

    private static ColumnType aggregated(Pivot request, Column value) {
        return request.aggregate()
                .of(value.type())
                .orElseThrow(() -> new RefusedException(
                        Reason.TYPE_MISMATCH,
                        "/values",
                        "column " + value.name() + " is " + value.type().sqlName() + ", which has no "
                                + request.aggregate().wireName() + "; name another column, or take agg=count"));
    }

    private static List<List<CellValue>> headings(
            WorkbookSnapshot snapshot, Sheet sheet, Pivot request, List<Column> columns, List<Condition> filter) {
        int most = MAX_COLUMNS / request.values().size();
        var headings = snapshot.distinct(sheet, columns, filter, most + 1);
        if (headings.size() > most) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "/columns",
                    String.join(", ", request.columns()) + " would make more than " + MAX_COLUMNS
                            + " columns; filter the rows, or pivot by a column with fewer different cells");
        }
        return headings;
    }

    private static String name(List<CellValue> heading, String value) {
        return heading.stream().map(Pivoting::shown).collect(Collectors.joining("_")) + value;
    }

    /** A name shows something, so a blank text is shown in SQL's quotes. */
    private static String shown(CellValue cell) {
        var text = cell.display().replace('\0', ' ');
        return text.isBlank() ? "'" + text + "'" : text;
    }

    private static UnpivotQuery query(WorkbookSnapshot snapshot, Unpivot request) {
        var sheet = UpdateRules.sheet(snapshot.catalog(), request.sheet());
        var columns = columns(sheet, request.columns(), "/columns");
        var keep = request.keep().isEmpty() ? others(sheet, columns) : columns(sheet, request.keep(), "/keep");
        requireApart(keep, columns, "/keep");
        var name = named(request.name(), ColumnType.Simple.TEXT, "/name");
        var value = named(request.value(), Together.type(columns), "/value");
        requireDistinct(
                Stream.of(keep, List.of(name), List.of(value))
                        .flatMap(List::stream)
                        .toList(),
                "/name");
        return new UnpivotQuery(
                sheet,
                keep,
                columns,
                filter(sheet, request.filter(), Stream.of(keep, columns)),
                name,
                value,
                request.limit());
    }

    private static List<Column> others(Sheet sheet, List<Column> columns) {
        return sheet.columns().stream()
                .filter(column -> !columns.contains(column))
                .toList();
    }

    private static Column named(String name, ColumnType type, String field) {
        Names.objection(name).ifPresent(objection -> {
            throw new RefusedException(Reason.INVALID_REQUEST, field, "the name '" + name + "' " + objection);
        });
        return Column.of(name, type);
    }
}
