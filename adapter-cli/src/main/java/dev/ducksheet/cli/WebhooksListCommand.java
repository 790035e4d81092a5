package dev.ducksheet.cli;

import dev.ducksheet.cli.format.RowFormat;
import dev.ducksheet.cli.format.RowSink;
import dev.ducksheet.core.edit.Webhook.Standing;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.port.in.ManageWebhooks.Shown;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the webhooks. */
@Command(
        name = "list",
        description = "List the webhooks; without their secrets.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet webhooks list --workbook demo.duckdb --format json"})
final class WebhooksListCommand extends WorkbookCommand {
    private static final List<Column> COLUMNS = Stream.of(
                    "id", "url", "types", "about", "description", "disabled_because", "created_at", "created_by")
            .map(name -> Column.of(name, ColumnType.Simple.TEXT))
            .toList();

    @Mixin
    private FormatOptions format = new FormatOptions();

    WebhooksListCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        List<Shown> webhooks = workbook.manageWebhooks().webhooks();
        if (webhooks.isEmpty() && format.format() == RowFormat.TABLE) {
            out().println("There are none.");
            return;
        }
        RowSink sink = format.sink(context());
        sink.begin(COLUMNS);
        for (Shown webhook : webhooks) {
            sink.row(cells(webhook));
        }
        sink.end();
    }

    private static List<CellValue> cells(Shown webhook) {
        var settings = webhook.settings();
        return List.of(
                CellValue.of(webhook.id().toString()),
                CellValue.of(settings.url()),
                CellValue.of(String.join(" ", settings.types().patterns())),
                text(WebhookText.about(settings)),
                text(settings.description()),
                webhook.standing() instanceof Standing.Disabled disabled
                        ? CellValue.of(disabled.why())
                        : CellValue.none(),
                CellValue.of(webhook.createdAt().toString()),
                CellValue.of(webhook.createdBy()));
    }

    private static CellValue text(String text) {
        return text.isEmpty() ? CellValue.none() : CellValue.of(text);
    }
}
