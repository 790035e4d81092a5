package dev.ducksheet.cli;

import dev.ducksheet.cli.format.RowFormat;
import dev.ducksheet.cli.format.RowSink;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Webhook.Standing;
import dev.ducksheet.core.edit.WebhookProgress;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.port.in.ManageWebhooks.Shown;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Prints one webhook, and how far it has come. */
@Command(
        name = "show",
        description = "Show a webhook, and how far it has come; without its secret.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet webhooks show 019b76da --workbook demo.duckdb"})
final class WebhooksShowCommand extends WebhookCommand {
    private static final List<Column> COLUMNS =
            List.of(Column.of("what", ColumnType.Simple.TEXT), Column.of("value", ColumnType.Simple.TEXT));

    WebhooksShowCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook, Shown meant) throws IOException {
        var facts = facts(meant);
        workbook.manageWebhooks().progress(meant.id()).ifPresent(it -> facts.putAll(facts(it)));
        RowSink sink = (isJson() ? RowFormat.JSON : RowFormat.TABLE)
                .to(out(), context().terminal().colours());
        sink.begin(COLUMNS);
        for (var fact : facts.entrySet()) {
            sink.row(List.of(CellValue.of(fact.getKey()), CellValue.of(fact.getValue())));
        }
        sink.end();
    }

    private static Map<String, String> facts(Shown webhook) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("id", webhook.id().toString());
        facts.put("url", webhook.settings().url());
        facts.put("types", String.join(" ", webhook.settings().types().patterns()));
        facts.put("about", WebhookText.about(webhook.settings()));
        facts.put("description", webhook.settings().description());
        facts.put(
                "state",
                webhook.standing() instanceof Standing.Disabled disabled ? "disabled: " + disabled.why() : "enabled");
        webhook.oldSecretUntil().ifPresent(it -> facts.put("old secret until", it.toString()));
        facts.put("created", webhook.createdAt() + " by " + webhook.createdBy());
        return facts;
    }

    private static Map<String, String> facts(WebhookProgress progress) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("settled up to version", progress.version().toString());
        if (!progress.failingSince().equals(ApiKey.NEVER)) {
            facts.put("failing since", progress.failingSince().toString());
        }
        if (!progress.replay().isOver()) {
            facts.put(
                    "sends once more",
                    progress.replay().next() + " to " + progress.replay().last());
        }
        return facts;
    }
}
