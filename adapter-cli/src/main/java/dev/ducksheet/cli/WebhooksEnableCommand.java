package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Webhook.Standing;
import dev.ducksheet.core.edit.WebhookChange;
import dev.ducksheet.core.port.in.ManageWebhooks.Shown;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** Enable a webhook. */
@Command(
        name = "enable",
        description = "Enable a webhook; it is told of what is committed from then on.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet webhooks enable 019b76da --workbook demo.duckdb"})
final class WebhooksEnableCommand extends WebhookCommand {
    WebhooksEnableCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook, Shown meant) throws IOException, InterruptedException {
        var enabled = new WebhookChange.ToStanding(new Standing.Enabled());
        change(
                workbook,
                meant.id(),
                List.of(enabled),
                "Enabled the webhook to " + meant.settings().url());
    }
}
