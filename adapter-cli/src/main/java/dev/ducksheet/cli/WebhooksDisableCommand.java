package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Webhook.Standing;
import dev.ducksheet.core.edit.WebhookChange;
import dev.ducksheet.core.port.in.ManageWebhooks.Shown;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** Disable a webhook. */
@Command(
        name = "disable",
        description = "Disable a webhook; it gets nothing until it is enabled.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet webhooks disable 019b76da --workbook demo.duckdb"})
final class WebhooksDisableCommand extends WebhookCommand {
    WebhooksDisableCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook, Shown meant) throws IOException, InterruptedException {
        var disabled = new WebhookChange.ToStanding(new Standing.Disabled("disabled by hand"));
        change(
                workbook,
                meant.id(),
                List.of(disabled),
                "Disabled the webhook to " + meant.settings().url());
    }
}
