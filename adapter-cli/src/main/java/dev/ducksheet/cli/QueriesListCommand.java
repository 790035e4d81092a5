package dev.ducksheet.cli;

import dev.ducksheet.cli.format.RowFormat;
import dev.ducksheet.cli.format.RowSink;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the saved queries. */
@Command(
        name = "list",
        description = "List the saved queries, by name.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet queries list --workbook demo.duckdb --json"})
final class QueriesListCommand extends WorkbookCommand {
    private static final List<Column> COLUMNS = Stream.of("name", "parameters", "description", "sql")
            .map(name -> Column.of(name, ColumnType.Simple.TEXT))
            .toList();

    @Mixin
    private FormatOptions format = new FormatOptions();

    QueriesListCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        List<SavedQuery> queries = workbook.manageQueries().queries();
        if (queries.isEmpty() && format.format() == RowFormat.TABLE) {
            out().println("There are none.");
            return;
        }
        RowSink sink = format.sink(context());
        sink.begin(COLUMNS);
        for (SavedQuery query : queries) {
            sink.row(cells(query));
        }
        sink.end();
    }

    private static List<CellValue> cells(SavedQuery query) {
        String parameters =
                query.parameters().stream().map(QueriesListCommand::text).collect(Collectors.joining(", "));
        return Stream.of(query.name(), parameters, query.description(), query.sql())
                .map(CellValue::of)
                .toList();
    }

    /** Writes a parameter as {@code queries save} takes it. */
    private static String text(SavedQuery.Parameter parameter) {
        String text = parameter.name() + ":" + parameter.type().sqlName();
        return parameter.byDefault() instanceof SavedQuery.Default.Value value
                ? text + "=" + (value.value().isNull() ? "NULL" : value.value().display())
                : text;
    }
}
