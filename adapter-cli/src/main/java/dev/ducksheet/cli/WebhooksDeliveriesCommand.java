package dev.ducksheet.cli;

import dev.ducksheet.cli.format.RowFormat;
import dev.ducksheet.cli.format.RowSink;
import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.port.in.ManageWebhooks.Shown;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what became of messages. */
@Command(
        name = "deliveries",
        description = "List the newest messages to a webhook, and how the last attempt of each went.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet webhooks deliveries 019b76da --limit 10 --url http://127.0.0.1:8080"})
final class WebhooksDeliveriesCommand extends WebhookCommand {
    private static final List<Column> COLUMNS = List.of(
            Column.of("created_at", ColumnType.Simple.TEXT),
            Column.of("type", ColumnType.Simple.TEXT),
            Column.of("state", ColumnType.Simple.TEXT),
            Column.of("state_at", ColumnType.Simple.TEXT),
            Column.of("attempts", ColumnType.integer()),
            Column.of("last_attempt", ColumnType.Simple.TEXT),
            Column.of("id", ColumnType.Simple.TEXT));

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many, 1 to 2000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    WebhooksDeliveriesCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook, Shown meant) throws IOException {
        if (limit < 1 || limit > 2000) {
            throw usage("--limit is 1 to 2000, not " + limit);
        }
        List<Delivery> deliveries = workbook.manageWebhooks().deliveries(meant.id(), limit);
        if (deliveries.isEmpty() && !isJson()) {
            out().println("There are none.");
            return;
        }
        RowSink sink = (isJson() ? RowFormat.JSON : RowFormat.TABLE)
                .to(out(), context().terminal().colours());
        sink.begin(COLUMNS);
        for (Delivery delivery : deliveries) {
            sink.row(cells(delivery));
        }
        sink.end();
    }

    private static List<CellValue> cells(Delivery delivery) {
        var attempts = delivery.attempts();
        return List.of(
                CellValue.of(delivery.createdAt().toString()),
                CellValue.of(delivery.type().wireName()),
                CellValue.of(delivery.state().wireName()),
                CellValue.of(delivery.when().toString()),
                CellValue.of(attempts.size()),
                attempts.isEmpty()
                        ? CellValue.none()
                        : CellValue.of(WebhookText.told(attempts.get(attempts.size() - 1))),
                CellValue.of(delivery.id()));
    }
}
