package dev.ducksheet.cli;

import dev.ducksheet.cli.format.RowFormat;
import dev.ducksheet.cli.format.RowSink;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.access.Scope;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the API keys. */
@Command(
        name = "list",
        description =
                "List all API keys that were ever made, with who made and who revoked them; without their secrets.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet keys list --workbook demo.duckdb --format json"})
final class KeysListCommand extends WorkbookCommand {
    private static final List<Column> COLUMNS = Stream.of(
                    "name",
                    "prefix",
                    "role",
                    "tables",
                    "created_at",
                    "created_by",
                    "expires_at",
                    "last_used_at",
                    "revoked_at",
                    "revoked_by",
                    "id")
            .map(name -> Column.of(name, ColumnType.Simple.TEXT))
            .toList();

    @Mixin
    private FormatOptions format = new FormatOptions();

    KeysListCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        List<ApiKey> keys = workbook.manageKeys().keys();
        if (keys.isEmpty() && format.format() == RowFormat.TABLE) {
            out().println("There are none.");
            return;
        }
        RowSink sink = format.sink(context());
        sink.begin(COLUMNS);
        for (ApiKey key : keys) {
            sink.row(cells(key));
        }
        sink.end();
    }

    private static List<CellValue> cells(ApiKey key) {
        return List.of(
                CellValue.of(key.name()),
                CellValue.of(key.prefix()),
                CellValue.of(key.role().wireName()),
                text(tables(key.scope())),
                time(key.createdAt()),
                CellValue.of(key.createdBy()),
                time(key.expiresAt()),
                time(key.lastUsedAt()),
                time(key.revokedAt()),
                text(key.revokedBy()),
                CellValue.of(key.id().toString()));
    }

    private static String tables(Scope scope) {
        return scope instanceof Scope.Listed listed
                ? listed.grants().stream()
                        .map(grant -> grant.rows() instanceof Reach.Only only
                                ? grant.sheet() + " where " + only.condition().text()
                                : grant.sheet())
                        .collect(Collectors.joining(", "))
                : "";
    }

    private static CellValue text(String text) {
        return text.isEmpty() ? CellValue.none() : CellValue.of(text);
    }

    private static CellValue time(Instant time) {
        return time.equals(ApiKey.NEVER) ? CellValue.none() : CellValue.of(time.toString());
    }
}
