package dev.ducksheet.cli;

import dev.ducksheet.core.port.in.ManageWebhooks.Shown;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Delete a webhook, with what is kept of its messages. */
@Command(
        name = "delete",
        description = "Delete a webhook, with what is kept of its messages.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet webhooks delete 019b76da --workbook demo.duckdb"})
final class WebhooksDeleteCommand extends WebhookCommand {
    WebhooksDeleteCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook, Shown meant) throws IOException, InterruptedException {
        report(
                workbook.manageWebhooks().delete(meant.id(), editor()),
                "Deleted the webhook to " + meant.settings().url());
    }
}
